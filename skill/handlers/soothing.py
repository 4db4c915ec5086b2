"""Afterwards: it has let go but is sore, so heat, cold, medicine and a pillow are told one by one."""

from dataclasses import replace

from skill.guide import Phase, Step
from skill.handlers import relief
from skill.handlers.asking import ask, sore_steps, tell
from skill.handlers.topic import Answered, Topic
from skill.reply import Phrase, Say
from skill.rulebook import Rulebook
from skill.session import Session
from skill.turn import Turn

soothing = Topic("relief")


@soothing.on("SoreIntent")
def sore(_turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """Only sore now: the first way to ease it."""
    return _told(session, rules, sore_steps(rules).first)


def wanted(_turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """It has let go: the way that was asked for by name."""
    return _told(session, rules, sore_steps(rules).step(session.wanted))


def is_soothing(session: Session, rules: Rulebook) -> bool:
    """Whether the person is at a step for afterwards."""
    return bool(session.place) and rules.routine.step(session.place).phase is Phase.SORE


def same_way(_turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """The same way told again."""
    return _told(session, rules, rules.routine.step(session.place))


def way_before(_turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """The way before; the first stays."""
    return _told(session, rules, sore_steps(rules).previous(session.place))


def next_way(_turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """The next way to ease it."""
    steps = sore_steps(rules)
    return _told(session, rules, steps.next(session.place) if is_soothing(session, rules) else steps.first)


def _told(session: Session, rules: Rulebook, step: Step) -> Answered:
    session = replace(session, place=step.id, part="", wanted="", eased=True)
    if step == sore_steps(rules).last:
        return tell(session, *_words(step, session), Say("relief.afterwards"), relief.last_word(session))
    return ask(session, rules, "another_way", _words(step, session))


def _words(step: Step, session: Session) -> tuple[Phrase, ...]:
    """What the step is, and what to beware of; for a child, its own words where it has them."""
    if session.person == "child" and "child" in step.parts:
        return (Say(step.key("child")),)
    caution = (Say(step.key("caution")),) if "caution" in step.parts else ()
    return (Say(step.key("do")), *caution)
