"""How a question is asked: what is said before it, and what silence leads to."""

from dataclasses import replace

from skill.guide import Phase, Routine, Silence, Step, Where
from skill.handlers.topic import Answered
from skill.reply import Ask, Hold, Phrase, Round, Say, Tell
from skill.rulebook import Rulebook
from skill.session import Session


def locked_steps(session: Session, rules: Rulebook) -> Routine:
    """The steps of the walk that suit this person."""
    return rules.routine.suiting(Phase.LOCKED, session.muscle, in_bed_only=session.in_bed_only)


def sore_steps(rules: Rulebook) -> Routine:
    """The steps for afterwards."""
    return rules.routine.suiting(Phase.SORE)


def movement(step: Step, session: Session, part: str = "do", hold: float = 0.0) -> tuple[Phrase, ...]:
    """A step, its hold and its release; the first hold of a session holds the safety line."""
    helped = bool(session.person) and part in ("do", "again")
    said = Say(step.key("helper" if helped else part, session.muscle))
    sit = "helper_sit" if helped else "sit"
    first = (Say(step.key(sit)), Hold(step.sit_first)) if step.sit_first else ()
    cues = (step.key("cues"),) if session.introduced else ("relief.safety", "relief.jump_in")
    return (*first, said, Hold(hold or step.hold, cues), Say(step.key("release")))


def ask(
    session: Session,
    rules: Rulebook,
    question: str,
    prompt: tuple[Phrase, ...] = (),
    rounds: tuple[Round, ...] = (),
) -> Answered:
    """Ask a question of the rules; in bed, the reprompt carries the person on where the rules let it."""
    asked = rules.questions[question]
    here = rules.routine.step(session.place)
    reprompt: tuple[Phrase, ...] = ()
    if asked.silence is Silence.ADVANCE and here.silence is Silence.ADVANCE:
        steps = locked_steps(session, rules)
        then = steps.in_bed_after(session.place or steps.first.id)
        reprompt = (*movement(then, session), Say("relief.open_again"))
        reply = Ask(prompt, asked, reprompt, rounds, then.id, rules.questions["has_it_let_go"])
    else:
        if asked.silence is Silence.STAY:
            reprompt = (Say(asked.again),)
        elif here.where is not Where.IN_BED:
            reprompt = (Say("relief.sit_down"),)
        reply = Ask(prompt, asked, reprompt, rounds)
    return replace(
        session,
        question=asked.id,
        then_place=reply.then_place,
        then_question=reply.then_question.id if reply.then_question else "",
    ), reply


def tell(session: Session, *prompt: Phrase) -> Answered:
    """Say it, and close."""
    return replace(session, question="", then_place="", then_question=""), Tell(prompt)
