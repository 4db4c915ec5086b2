"""A reply as it will be heard: voiced, and with the ten-minute advice where it will be due."""

from dataclasses import dataclass, replace

from skill.handlers.topic import Answered
from skill.handlers.watch import advise_ahead
from skill.reply import Ask, Reply, Say
from skill.rulebook import Rulebook
from skill.session import Session
from skill.speech import Speech
from skill.turn import Turn
from skill.voice import Voice
from skill.watch import look_ahead


@dataclass(frozen=True)
class Delivery:
    """One response, before it is Alexa's."""

    reply: Reply
    """What is answered."""
    prompt: Speech
    """How it sounds."""
    reprompt: Speech | None
    """What is heard after 8 s of silence; None where the microphone stays shut."""
    session: Session
    """What must be known at the next turn."""


def deliver(turn: Turn, answered: Answered, rules: Rulebook, voice: Voice) -> Delivery:
    """Voice an answer; silence brings no request, so the ten minutes are looked for ahead."""
    session, reply = answered
    prompt, reprompt = _voiced(turn, reply, rules, voice)
    look = look_ahead(session, turn.now, prompt.seconds, reprompt.seconds) if reprompt else None
    if look and isinstance(reply, Ask):
        reply = advise_ahead(reply, look)
        session = replace(session, then_place="", then_question="")
        prompt, reprompt = _voiced(turn, reply, rules, voice)
    session = replace(
        session,
        advised=look or "",
        said_at=turn.now,
        prompt_seconds=round(prompt.seconds, 1),
        reprompt_seconds=round(reprompt.seconds, 1) if reprompt else 0.0,
    )
    return Delivery(reply, prompt, reprompt, session)


def _voiced(turn: Turn, reply: Reply, rules: Rulebook, voice: Voice) -> tuple[Speech, Speech | None]:
    facts = rules.country_facts(turn.locale)
    if not isinstance(reply, Ask):
        return voice.speech(reply.prompt, facts, turn.locale), None
    asked, again = Say(reply.question.key), Say(reply.asked_again.key)
    return (
        voice.speech((*reply.prompt, asked), facts, turn.locale),
        voice.speech((*reply.reprompt, again), facts, turn.locale),
    )
