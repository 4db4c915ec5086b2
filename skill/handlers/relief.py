"""The walk: from the first stretch until the cramp lets go."""

from dataclasses import replace

from skill.handlers.asking import ask, movement, routine, tell
from skill.handlers.topic import Answered, Topic
from skill.reply import Phrase, Say
from skill.rulebook import Rulebook
from skill.session import Session
from skill.turn import Turn

relief = Topic("relief")
LIMIT_QUESTION = "over_ten_minutes"


def walk(turn: Turn, session: Session, rules: Rulebook, place: str, *before: Phrase, part: str = "do") -> Answered:
    """Say the step at a place, hold it, and ask whether it has let go."""
    step = routine(session, rules).step(place)
    prompt = (*before, *movement(step, session, part))
    # The clock runs from the first step at the latest.
    onset = turn.now if session.onset is None else session.onset
    session = replace(
        session, place=step.id, part="" if part == "do" else part, onset=onset, eased=False, introduced=True
    )
    return ask(session, rules, "has_it_let_go", prompt)


def start(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """Begin at the first step that suits the muscle; a duration said in the same breath comes first."""
    return walk(turn, session, rules, routine(session, rules).first.id, *_so_far(turn))


def go_on(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """It has not let go: the next step, or first the safety question that this one calls for."""
    if not session.place:
        return start(turn, session, rules)
    steps = routine(session, rules)
    asked = steps.step(session.place).then_ask
    if asked and asked not in session.checked:
        return ask(session, rules, asked)
    following = steps.next(session.place)
    if following != steps.first:
        return walk(turn, session, rules, following.id)
    part = "again" if following.has("again", session.muscle) else "do"
    return walk(turn, session, rules, following.id, Say("relief.not_always"), part=part)


def resume(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """The same step again, the same way; the first, if there is none."""
    if not session.place:
        return start(turn, session, rules)
    return walk(turn, session, rules, session.place, part=session.part or "do")


def settled(_turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """A bare yes: it may have let go, or it may have meant "ok", so the clock runs on."""
    return ask(replace(session, eased=True), rules, "anything_more", (Say("relief.good"),))


@relief.on("CrampNowIntent", "BackIntent")
def cramp_now(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """A cramp is reported."""
    if turn.muscle in rules.other_muscles:
        return elsewhere(turn, session, rules)
    moved = bool(turn.muscle) and turn.muscle != session.muscle
    session = replace(session, muscle=turn.muscle or session.muscle)
    if turn.recurring:
        return ask(session, rules, "the_whole_time", (Say("relief.keeps_coming"),))
    session = _timed(turn, session)
    if moved or not session.place or turn.intent == "BackIntent":
        return start(turn, session, rules)
    return walk(turn, session, rules, session.place, *_so_far(turn))


@relief.on("MuscleIntent")
def muscle(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """Where the cramp is."""
    return cramp_now(turn, session, rules)


@relief.on("DurationIntent")
def duration(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """How long it has lasted; the watch has heard it first."""
    if turn.duration is None:
        # "All night", "ages": not guessed, but asked.
        return ask(session, rules, LIMIT_QUESTION)
    if turn.recurring or not session.place:
        return cramp_now(turn, session, rules)
    session = _timed(turn, session)
    if session.question == LIMIT_QUESTION:
        return go_on(turn, session, rules)
    return ask(session, rules, "has_it_let_go", _so_far(turn))


@relief.on("EasedIntent")
def eased(_turn: Turn, session: Session, _rules: Rulebook) -> Answered:
    """It's gone: what to expect, what to watch for, and good night."""
    return tell(session, Say("relief.eased"), Say("relief.afterwards"))


@relief.on("StillLockedIntent", "AMAZON.NextIntent")
def still_locked(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """On to the next step."""
    if session.question == "cramp_now":
        return start(turn, session, rules)
    return go_on(turn, session, rules)


@relief.on("AMAZON.PreviousIntent")
def previous(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """The step before; the first stays, and says so."""
    steps = routine(session, rules)
    if not session.place:
        return start(turn, session, rules)
    before = () if session.place != steps.first.id else (Say("relief.first_step"),)
    return walk(turn, session, rules, steps.previous(session.place).id, *before)


@relief.on("EasierIntent")
def easier(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """Another way to do the same step."""
    place = session.place or routine(session, rules).first.id
    return walk(turn, session, rules, place, part="easier")


@relief.on("WhyIntent")
def why(_turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """What the step is for; then back to it."""
    steps = routine(session, rules)
    step = steps.step(session.place or steps.first.id)
    question = "has_it_let_go" if session.place else "cramp_now"
    return ask(session, rules, session.question or question, (Say(step.key("why", session.muscle)),))


def elsewhere(turn: Turn, session: Session, _rules: Rulebook) -> Answered:
    """A cramp that is not in the leg: what is safe to say, and whom to see."""
    return tell(
        replace(session, muscle=turn.muscle, onset=None),
        Say(f"relief.elsewhere.{turn.muscle}"),
        Say("relief.elsewhere.only_legs"),
    )


def _timed(turn: Turn, session: Session) -> Session:
    """A stated duration answers the question whether it has been ten minutes."""
    if turn.duration is None or LIMIT_QUESTION in session.checked:
        return session
    return replace(session, checked=(*session.checked, LIMIT_QUESTION))


def _so_far(turn: Turn) -> tuple[Phrase, ...]:
    minutes = round((turn.duration or 0) / 60)
    return (Say("relief.so_far", {"minutes": minutes}),) if minutes else ()
