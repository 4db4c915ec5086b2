"""How a question is asked: what is said before it, and what silence leads to."""

from dataclasses import replace

from skill.guide import Routine, Silence, Step
from skill.handlers.topic import Answered
from skill.reply import Ask, Hold, Phrase, Say, Tell
from skill.rulebook import Rulebook
from skill.session import Session


def routine(session: Session, rules: Rulebook) -> Routine:
    """The steps that suit this person."""
    return rules.routine.for_muscle(session.muscle)


def movement(step: Step, session: Session, part: str = "do") -> tuple[Phrase, ...]:
    """A step, its hold and its release; the first hold of a session holds the safety line."""
    cues = (step.key("cues"),) if session.introduced else ("relief.safety", "relief.jump_in")
    held = (Hold(step.hold, cues), Say(step.key("release"))) if step.hold else ()
    return (Say(step.key(part, session.muscle)), *held)


def ask(session: Session, rules: Rulebook, question: str, prompt: tuple[Phrase, ...] = ()) -> Answered:
    """Ask a question of the rules; in bed, the reprompt carries the person on where the rules let it."""
    asked = rules.questions[question]
    steps = routine(session, rules)
    in_walk = not session.place or steps.step(session.place).silence is Silence.ADVANCE
    if asked.silence is Silence.ADVANCE and in_walk:
        then = steps.in_bed_after(session.place or steps.first.id)
        reprompt = (*movement(then, session), Say("relief.open_again"))
        reply = Ask(prompt, asked, reprompt, then.id, rules.questions["has_it_let_go"])
    else:
        reprompt = (Say(asked.again),) if asked.silence is Silence.STAY else ()
        reply = Ask(prompt, asked, reprompt)
    return replace(
        session,
        question=asked.id,
        then_place=reply.then_place,
        then_question=reply.then_question.id if reply.then_question else "",
    ), reply


def tell(session: Session, *prompt: Phrase) -> Answered:
    """Say it, and close."""
    return replace(session, question="", then_place="", then_question=""), Tell(prompt)
