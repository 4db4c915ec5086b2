"""Moving through the walk: next, previous, again, wait, skip, by name, and by one's own pace."""

from dataclasses import replace

from skill.guide import Phase, Where
from skill.handlers import relief, soothing
from skill.handlers.asking import ask, locked_steps, tell
from skill.handlers.topic import Answered, Topic
from skill.reply import Hold, Phrase, Say
from skill.rulebook import Rulebook
from skill.session import Session
from skill.turn import Meaning, Turn

moving = Topic("relief")
WAIT_SECONDS = 20.0
"""How long to wait when no time was named."""
LONGEST_WAIT_SECONDS = 60.0
"""What one response can hold with cues that don't tire; a longer wait closes with the bookmark."""
MORE_SECONDS = 10.0
"""How much longer a hold gets on request."""


@moving.on("StillLockedIntent", "AMAZON.NextIntent", "SkipIntent")
def next_step(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """On to the next step; from a way to ease soreness to the next, unless it has locked again."""
    if soothing.is_soothing(session, rules):
        locked = turn.meaning is Meaning.STILL_LOCKED
        return (relief.start if locked else soothing.next_way)(turn, session, rules)
    if session.question == "cramp_now":
        return relief.start(turn, session, rules)
    if session.question == "ready":
        return relief.resume(turn, session, rules)
    return relief.go_on(turn, replace(session, wanted=""), rules)


@moving.on("AMAZON.PreviousIntent")
def previous(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """The step before; the first stays, and says so."""
    if soothing.is_soothing(session, rules):
        return soothing.way_before(turn, session, rules)
    steps = locked_steps(session, rules)
    if not session.place:
        return relief.start(turn, session, rules)
    if steps.step(session.place) == steps.first:
        return relief.walk(turn, session, rules, session.place, (Say("relief.first_step"),))
    return relief.walk(turn, session, rules, steps.previous(session.place).id)


@moving.on("AgainIntent", "AMAZON.ResumeIntent")
def again(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """The same step once more: another round, or back to it after a pause."""
    if soothing.is_soothing(session, rules):
        return soothing.same_way(turn, session, rules)
    return relief.resume(turn, session, rules)


@moving.on("HoldLongerIntent")
def hold_longer(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """The same hold, longer, as far as is good."""
    if soothing.is_soothing(session, rules):
        return soothing.same_way(turn, session, rules)
    step = locked_steps(session, rules).step(session.place)
    hold = min(step.hold + MORE_SECONDS, step.longest)
    return relief.walk(turn, session, rules, step.id, part="more", hold=hold)


@moving.on("EasierIntent")
def easier(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """Another way to do the same step."""
    if soothing.is_soothing(session, rules):
        return soothing.next_way(turn, session, rules)
    return relief.walk(turn, session, rules, locked_steps(session, rules).step(session.place).id, part="easier")


@moving.on("CantDoIntent")
def cant_do(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """What can't be done: in bed, the easier way; out of bed, skipped for good."""
    named = rules.routine.step(turn.step or session.place)
    if named.where is not Where.IN_BED:
        session = replace(session, in_bed_only=True, wanted="")
        here = rules.routine.step(session.place)
        return relief.resume(turn, session, rules) if here.where is Where.IN_BED else relief.go_on(turn, session, rules)
    if session.part == "easier":
        return relief.go_on(turn, session, rules)
    return easier(turn, session, rules)


@moving.on("WorseIntent")
def worse(_turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """It hurts more: ease off, and ask what that may mean before anything else; then the easier way."""
    step = rules.routine.step(session.place)
    said = (Say(step.key("hurts")),) if session.place and step.phase is Phase.LOCKED else ()
    return ask(replace(session, part="easier"), rules, rules.unclear, said)


@moving.on("WhyIntent")
def why(_turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """What the step is for; then back to it."""
    step = rules.routine.step(session.place)
    question = session.question or ("has_it_let_go" if session.place else "cramp_now")
    return ask(session, rules, question, (Say(step.key("why", session.muscle)),))


@moving.on("WaitIntent", "AMAZON.PauseIntent")
def wait(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """Quiet for a while, then a question; a wait that no response can hold closes with the bookmark."""
    seconds = turn.duration or WAIT_SECONDS
    if seconds > LONGEST_WAIT_SECONDS:
        return tell(session, Say("conversation.long_wait"), *bookmark(session, rules))
    held = Hold(max(seconds, 5.0), ("conversation.waiting",), sparse=True)
    asked = rules.questions.get(session.question)
    question = asked.id if asked and asked.safety else "ready"
    return ask(session, rules, question, (Say("conversation.okay"), held))


@moving.on("AMAZON.StartOverIntent")
def start_over(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """From the first step; the clock runs on."""
    return relief.start(turn, session, rules)


@moving.on("ContinueFromIntent")
def continue_from(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """From a step by its name or number: but first, has it been ten minutes, or has it let go?"""
    steps = rules.routine.steps
    if turn.number is not None and not 1 <= turn.number <= len(steps):
        question = session.question or "cramp_now"
        return ask(session, rules, question, (Say("relief.no_such_step", {"total": len(steps)}),))
    if not turn.step and turn.number is None:
        return relief.resume(turn, session, rules)
    step = steps[turn.number - 1] if turn.number is not None else rules.routine.step(turn.step)
    out_of_bed = step.where is not Where.IN_BED
    # Who asks to stand by name can stand.
    session = replace(session, wanted=step.id, in_bed_only=session.in_bed_only and not out_of_bed)
    if step.phase is Phase.SORE:
        return ask(session, rules, "let_go_but_sore")
    if relief.LIMIT_QUESTION not in session.checked:
        return ask(session, rules, relief.LIMIT_QUESTION)
    return relief.go_on(turn, session, rules)


@moving.on("HowManyIntent")
def how_many(_turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """Where the person is, and that it need not be all."""
    facts = {"number": rules.routine.number(session.place), "total": len(rules.routine.steps)}
    said = (Say("relief.how_many", facts), Say("relief.often_enough"))
    return ask(session, rules, session.question or "cramp_now", said)


@moving.on("SlowerIntent")
def slower(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """A slower voice."""
    return _paced(turn, replace(session, pace="" if session.pace == "fast" else "slow"), rules, Say("relief.slower"))


@moving.on("FasterIntent")
def faster(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """A brisker voice."""
    return _paced(turn, replace(session, pace="" if session.pace == "slow" else "fast"), rules, Say("relief.faster"))


@moving.on("KeepGoingIntent")
def keep_going(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """No more questions, just the steps; any word brings the questions back."""
    return relief.keep_going(turn, session, rules)


def bookmark(session: Session, rules: Rulebook) -> tuple[Phrase, ...]:
    """What the person carries, since nothing is stored: the number of the step."""
    if not session.place or session.onset is None:
        return ()
    return (Say("conversation.bookmark", {"number": rules.routine.number(session.place)}),)


def _paced(turn: Turn, session: Session, rules: Rulebook, said: Say) -> Answered:
    if session.question == "has_it_let_go":
        return relief.resume(turn, session, rules, (said,))
    return ask(session, rules, session.question or "what_now", (said,))
