"""When the walk must stop: a red flag, the ten minutes, or somebody who asks for help."""

from dataclasses import replace

from skill.handlers.asking import ask, tell
from skill.handlers.topic import Answered, Topic
from skill.reply import Ask, Hold, Say
from skill.rulebook import Rulebook
from skill.session import Session
from skill.triage import Disposition, assess
from skill.turn import Turn
from skill.watch import LIMIT_FLAG, Look, Verdict, overdue

ADVICE_SECONDS = 8.0
"""How long the ten-minute advice takes to say, about."""

doctor = Topic("doctor")


@doctor.on("CallForHelpIntent")
def call_for_help(_turn: Turn, session: Session, _rules: Rulebook) -> Answered:
    """Somebody asks the skill to phone: the number at once, and that it can't."""
    session = replace(session, disposition=Disposition.EMERGENCY)
    return tell(session, Say("doctor.emergency"), Say("doctor.not_sure"))


def escalate(turn: Turn, session: Session, rules: Rulebook, flag: str, *, conditional: bool = False) -> Answered:
    """Whom to phone first, why, and whom to ask if unsure; then the microphone closes, so that they can."""
    disposition = assess(session.disposition, rules.flags[flag])
    if overdue(session, turn.now) and not session.eased:
        disposition = Disposition.EMERGENCY
    session = replace(session, disposition=disposition, flag=flag)
    if conditional and flag == LIMIT_FLAG:
        return tell(session, Say("doctor.over_ten_minutes.reached"), Say("doctor.not_sure"))
    reason = Say(f"doctor.{flag}.reason")
    if disposition is Disposition.EMERGENCY:
        unsure = (Say("doctor.not_sure"),) if rules.flags[flag].not_sure else ()
        return tell(session, Say("doctor.emergency"), reason, *unsure)
    return tell(session, Say("doctor.urgent"), reason)


def act_on(verdict: Verdict, turn: Turn, session: Session, rules: Rulebook) -> Answered:
    """What the watch says: the escalation, or the question that settles it."""
    if verdict.ask:
        before = rules.questions[verdict.ask].again if verdict.ask == session.question else "doctor.one_check"
        return ask(session, rules, verdict.ask, (Say(before),))
    return escalate(turn, session, rules, verdict.flag, conditional=verdict.conditional)


def advise_ahead(reply: Ask, look: Look) -> Ask:
    """The same question, with the ten-minute advice where it will be due; after it, silence leads nowhere."""
    advice = Say("doctor.over_ten_minutes.ahead")
    if look is Look.IN_REPROMPT:
        return Ask(reply.prompt, reply.question, (advice,))
    # The hold gives way, so that the turn stays within its length.
    shorter = [
        replace(phrase, seconds=max(phrase.seconds - ADVICE_SECONDS, 10.0)) if isinstance(phrase, Hold) else phrase
        for phrase in reply.prompt
    ]
    return Ask((*shorter, advice), reply.question, (advice,))
