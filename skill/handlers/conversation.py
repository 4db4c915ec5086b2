"""Launch, help, stop, yes and no, and what is said when nothing was understood."""

from collections.abc import Mapping
from dataclasses import replace

from skill.guide import Act, Outcome
from skill.handlers import doctor, moving, relief, soothing
from skill.handlers.asking import ask, locked_steps, tell
from skill.handlers.moving import bookmark
from skill.handlers.topic import Answer, Answered, Topic
from skill.reply import Hold, Say
from skill.rulebook import Rulebook
from skill.session import Session
from skill.turn import Turn

conversation = Topic("conversation")
FALLBACK = "AMAZON.FallbackIntent"
LAUNCH_HOLD_SECONDS = 8.0
"""Time to get hold of the foot, with the safety line in it; the launch opens the microphone by 25 s."""


@conversation.on("LaunchRequest")
def open_up(_turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """The first instruction in one breath, in case it is cramping now; then the question."""
    first = rules.routine.first
    if first.id not in {step.id for step in locked_steps(session, rules).steps} or session.muscle in first.by_muscle:
        # The first instruction would not suit the muscle that was named.
        return ask(session, rules, "cramp_now")
    prompt = (Say("relief.launch"), Hold(LAUNCH_HOLD_SECONDS, ("relief.safety",)), Say("conversation.tell_me"))
    return ask(replace(session, place=first.id), rules, "cramp_now", prompt)


@conversation.on("AMAZON.YesIntent")
def answer_yes(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """Yes to the open question."""
    question = rules.questions.get(session.question)
    return perform(question.yes, turn, session, rules) if question else help_here(turn, session, rules)


@conversation.on("AMAZON.NoIntent")
def answer_no(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """No to the open question; to a safety question, an absent finding."""
    question = rules.questions.get(session.question)
    if not question:
        return help_here(turn, session, rules)
    if question.safety and question.id not in session.checked:
        session = replace(session, checked=(*session.checked, question.id))
    return perform(question.no, turn, session, rules)


@conversation.on("UnsureIntent")
def answer_unsure(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """Unsure means what the rules say that it means."""
    question = rules.questions.get(session.question)
    return perform(question.unsure, turn, session, rules) if question else help_here(turn, session, rules)


@conversation.on("AMAZON.HelpIntent")
def help_here(_turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """What can be said here; then the open question once more."""
    question = rules.questions.get(session.question)
    if question and question.safety:
        return ask(session, rules, question.id, (Say("conversation.yes_or_no"),))
    if session.onset is None and session.question != "has_it_let_go":
        return ask(replace(session, place=""), rules, "what_now", (Say("conversation.help.start"),))
    if session.question in ("another_way", "ready", "let_go_but_sore"):
        return ask(session, rules, session.question, (Say("conversation.yes_or_no"),))
    return ask(session, rules, "has_it_let_go", (Say("conversation.help.walk"),))


@conversation.on("AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent")
def stop(_turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """Stop, in every state; in the walk, with the bookmark."""
    return tell(session, Say("conversation.stopped"), *bookmark(session, rules))


@conversation.on("AMAZON.RepeatIntent")
def repeat(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """The same again, made anew: the launch, the step, or the question."""
    if session.question == "cramp_now" or not (session.question or session.place):
        return open_up(turn, session, rules)
    if session.question == "another_way":
        return soothing.same_way(turn, session, rules)
    if session.question in ("has_it_let_go", ""):
        return relief.resume(turn, session, rules)
    return ask(session, rules, session.question)


@conversation.on(FALLBACK)
def missed(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """Nothing was understood: ask again; then three short choices; then no more questions, or the safe line."""
    session = replace(session, misses=session.misses + 1)
    question = rules.questions.get(session.question) or rules.questions["what_now"]
    in_walk = session.onset is not None
    if session.misses == 1:
        return ask(session, rules, question.id, (Say("conversation.missed"),))
    if session.misses == 2:
        choices = "conversation.choices" if in_walk else "conversation.choices_start"
        return ask(session, rules, question.id, (Say("conversation.yes_or_no" if question.safety else choices),))
    if question.safety:
        return tell(session, Say(question.again))
    if in_walk and not session.eased:
        return relief.keep_going(turn, session, rules)
    return tell(session, Say("relief.safety"), Say("relief.open_again"))


@conversation.on("FlagDeniedIntent")
def denied(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """A sign is not there: an absent finding, and back to where the person was."""
    if turn.denied and turn.denied == session.question:
        return answer_no(turn, session, rules)
    if not session.question:
        return open_up(turn, session, rules)
    return ask(session, rules, session.question, (Say("doctor.thanks"),))


@conversation.on("DeviceIntent")
def device(_turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """What belongs to the device is answered honestly in one breath, and the walk goes on."""
    return ask(session, rules, session.question or "what_now", (Say("conversation.device"),))


def sorry(_turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """Something broke on our side: say so calmly, and keep the place."""
    return ask(session, rules, session.question or "what_now", (Say("conversation.sorry"),))


def resume(turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """Back to the same step; if it has let go meanwhile, to the close; before the walk, begin as a launch does."""
    if session.eased:
        return relief.eased(turn, session, rules)
    return moving.again(turn, session, rules) if session.place else open_up(turn, session, rules)


def perform(outcome: Outcome, turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """Do what an answer leads to."""
    if outcome.act is Act.FLAG:
        return doctor.escalate(turn, session, rules, outcome.target)
    if outcome.act is Act.ASK:
        return ask(session, rules, outcome.target)
    return ACTS[outcome.act](turn, session, rules)


ACTS: Mapping[Act, Answer] = {
    Act.START: relief.start,
    Act.GO_ON: relief.go_on,
    Act.RESUME: resume,
    Act.SETTLED: relief.settled,
    Act.CLOSE: relief.eased,
    Act.WANTED: soothing.wanted,
    Act.NEXT_WAY: soothing.next_way,
    Act.WAIT: moving.wait,
    Act.STOP: stop,
    Act.HELP: help_here,
}
