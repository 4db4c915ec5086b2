"""The walk: from the first stretch until the cramp lets go."""

from collections.abc import Sequence
from dataclasses import replace

from skill.guide import Routine, Where
from skill.handlers.asking import ask, locked_steps, movement, tell
from skill.handlers.topic import Answered, Topic
from skill.reply import Hold, Phrase, Round, Say
from skill.rulebook import Rulebook
from skill.session import Session
from skill.turn import Turn

relief = Topic("relief")
LIMIT_QUESTION = "over_ten_minutes"
CONTINUOUS_ROUNDS = 6
"""More than fit into the longest guidance."""


def walk(
    turn: Turn,
    session: Session,
    rules: Rulebook,
    place: str,
    before: Sequence[Phrase] = (),
    part: str = "do",
    hold: float = 0.0,
) -> Answered:
    """Say the step at a place, hold it, and ask whether it has let go."""
    step = locked_steps(session, rules).step(place)
    prompt = (*before, *movement(step, session, part, hold))
    return ask(_walking(turn, session, step.id, part), rules, "has_it_let_go", prompt)


def start(turn: Turn, session: Session, rules: Rulebook, before: Sequence[Phrase] = ()) -> Answered:
    """Begin at the first step that suits the muscle; a duration said in the same breath comes first."""
    return walk(turn, session, rules, locked_steps(session, rules).first.id, (*before, *_so_far(turn)))


def go_on(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """It has not let go: the step that was asked for, or the next, or first the question that this one calls for."""
    steps = locked_steps(session, rules)
    ids = {step.id for step in steps.steps}
    if session.wanted in ids:
        return walk(turn, session, rules, session.wanted)
    if session.place not in ids:
        return start(turn, session, rules)
    asked = steps.step(session.place).then_ask
    if asked and asked not in session.checked:
        return ask(session, rules, asked)
    following = steps.next(session.place)
    if following != steps.first:
        return walk(turn, session, rules, following.id)
    part = "again" if following.has("again", session.muscle) else "do"
    return walk(turn, session, rules, following.id, (Say("relief.not_always"),), part)


def resume(turn: Turn, session: Session, rules: Rulebook, before: Sequence[Phrase] = ()) -> Answered:
    """The same step again, the same way; the first, if there is none."""
    if not session.place:
        return start(turn, session, rules, before)
    return walk(turn, session, rules, session.place, before, session.part or "do")


def settled(_turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """A bare yes: it may have let go, or it may have meant "ok", so the clock runs on."""
    return ask(replace(session, eased=True), rules, "anything_more", (Say("relief.good"),))


def keep_going(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """Guidance without questions: as many rounds as the time allows, out of bed only as a choice."""
    steps = locked_steps(session, rules)
    step = steps.step(session.place) if session.place else steps.first
    session = replace(session, onset=turn.now if session.onset is None else session.onset)
    rounds: list[Round] = []
    for number in range(CONTINUOUS_ROUNDS):
        part = "again" if number > 1 and step.has("again", session.muscle) else "do"
        rounds.append(Round(step.id, movement(step, session, part)))
        session = replace(session, introduced=True)
        if number == 1:
            rounds += _out_of_bed(session, steps, step.id)
        step = steps.in_bed_after(step.id)
    first, *others = rounds
    return ask(_walking(turn, session, first.place, "do"), rules, "has_it_let_go", first.phrases, tuple(others))


def _out_of_bed(session: Session, steps: Routine, place: str) -> list[Round]:
    """Standing as a choice, where it suits the muscle as it is usually said."""
    standing = [step for step in steps.steps if step.where is Where.STANDING and session.muscle not in step.by_muscle]
    if not standing or session.person:
        return []
    hold = Hold(standing[0].hold, ("relief.out_of_bed_cues",))
    return [Round(place, (Say("relief.out_of_bed"), hold))]


@relief.on("CrampNowIntent", "MuscleIntent", "BackIntent")
def cramp_now(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """A cramp is reported, or where it is."""
    if turn.muscle in rules.other_muscles:
        return elsewhere(turn, session, rules)
    moved = bool(turn.muscle) and turn.muscle != session.muscle
    someone = bool(turn.person) and turn.person != session.person
    session = replace(session, muscle=turn.muscle or session.muscle, person=turn.person or session.person)
    if turn.recurring:
        return ask(session, rules, "the_whole_time", (Say("relief.keeps_coming"),))
    session = _timed(turn, session)
    if moved or someone or not session.place or turn.intent == "BackIntent":
        return start(turn, session, rules)
    return walk(turn, session, rules, session.place, _so_far(turn))


@relief.on("OtherLegIntent")
def other_leg(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """The other leg: from the first step; the clock keeps the earliest onset."""
    return start(turn, session, rules, (Say("relief.other_leg"),))


@relief.on("DurationIntent")
def duration(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """How long it has lasted; the watch has heard it first."""
    if turn.duration is None:
        # "All night", "ages": not guessed, but asked.
        return ask(session, rules, LIMIT_QUESTION)
    if turn.recurring or not session.place:
        return cramp_now(turn, session, rules)
    timed = rules.questions[session.question].timed if session.question else False
    session = _timed(turn, session)
    return go_on(turn, session, rules) if timed else ask(session, rules, "has_it_let_go", _so_far(turn))


@relief.on("EasedIntent")
def eased(_turn: Turn, session: Session, _rules: Rulebook) -> Answered:
    """It's gone: what to expect, what to watch for, one hint, and good night."""
    return tell(session, Say("relief.eased"), Say("relief.afterwards"), last_word(session))


def last_word(session: Session) -> Say:
    """When a child should be seen; for anyone else, one hint for other nights."""
    return Say("relief.child" if session.person == "child" else "relief.hint")


def elsewhere(turn: Turn, session: Session, _rules: Rulebook) -> Answered:
    """A cramp that is not in the leg: what is safe to say, and whom to see."""
    return tell(
        replace(session, muscle=turn.muscle, onset=None),
        Say(f"relief.elsewhere.{turn.muscle}"),
        Say("relief.elsewhere.only_legs"),
    )


def _walking(turn: Turn, session: Session, place: str, part: str) -> Session:
    """The session at a step; the clock runs from the first one at the latest."""
    return replace(
        session,
        place=place,
        part="" if part == "do" else part,
        wanted="",
        onset=turn.now if session.onset is None else session.onset,
        eased=False,
        introduced=True,
    )


def _timed(turn: Turn, session: Session) -> Session:
    """A stated duration answers the question whether it has been ten minutes."""
    if turn.duration is None or LIMIT_QUESTION in session.checked:
        return session
    return replace(session, checked=(*session.checked, LIMIT_QUESTION))


def _so_far(turn: Turn) -> tuple[Phrase, ...]:
    minutes = round((turn.duration or 0) / 60)
    return (Say("relief.so_far", {"minutes": minutes}),) if minutes else ()
