"""A reply as it will be heard: voiced, and with the ten-minute advice where it will be due."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from skill.handlers.doctor import advise_ahead
from skill.handlers.topic import Answered
from skill.reply import Ask, Phrase, Reply, Say
from skill.rulebook import Rulebook
from skill.session import Session
from skill.speech import RATES, Speech
from skill.turn import Turn
from skill.voice import Voice
from skill.watch import Look, look_ahead

CONTINUOUS_SECONDS = 180.0
"""The longest guidance without a question."""


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
    say = partial(_voiced, turn=turn, session=session, rules=rules, voice=voice)
    reached = session.place
    if isinstance(reply, Ask):
        reply, reached = _with_rounds(turn, session, reply, lambda longer: say(longer)[0])
    prompt, reprompt = say(reply)
    look = look_ahead(session, turn.now, prompt.seconds, reprompt.seconds) if reprompt else None
    if look and isinstance(reply, Ask):
        reply = advise_ahead(reply, look)
        session = replace(session, then_place="", then_question="")
        prompt, reprompt = say(reply)
    session = replace(
        session,
        advised=look or "",
        reached="" if reached == session.place else reached,
        said_at=turn.now,
        prompt_seconds=round(prompt.seconds, 1),
        reprompt_seconds=round(reprompt.seconds, 1) if reprompt else 0.0,
    )
    return Delivery(reply, prompt, reprompt, session)


def _with_rounds(turn: Turn, session: Session, ask: Ask, say: Callable[[Ask], Speech]) -> tuple[Ask, str]:
    """As many rounds as the longest guidance and the ten minutes leave room for, and the step that they reach."""
    reached = session.place
    for following in ask.rounds:
        longer = replace(ask, prompt=(*ask.prompt, *following.phrases))
        seconds = say(longer).seconds
        if seconds > CONTINUOUS_SECONDS or look_ahead(session, turn.now, seconds, 0.0) is Look.IN_PROMPT:
            break
        ask, reached = longer, following.place
    return replace(ask, rounds=()), reached


def _voiced(
    reply: Reply, *, turn: Turn, session: Session, rules: Rulebook, voice: Voice
) -> tuple[Speech, Speech | None]:
    def speech(*phrases: Phrase) -> Speech:
        return voice.speech(phrases, rules.country_facts(turn.locale), turn.locale, RATES.get(session.pace, 1.0))

    if not isinstance(reply, Ask):
        return speech(*reply.prompt), None
    return (
        speech(*reply.prompt, Say(reply.question.key)),
        speech(*reply.reprompt, Say(reply.asked_again.key)),
    )
