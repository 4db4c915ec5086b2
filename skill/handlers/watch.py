"""The watch's words: what is said when a red flag or the clock takes the turn."""

from dataclasses import replace

from skill.handlers.asking import ask, tell
from skill.handlers.topic import Answered
from skill.reply import Ask, Say
from skill.rulebook import Rulebook
from skill.session import Session
from skill.triage import Disposition, assess
from skill.watch import LIMIT_FLAG, Look, Verdict


def escalate(session: Session, rules: Rulebook, flag: str, *, conditional: bool = False) -> Answered:
    """Whom to phone first, why, and whom to ask if unsure; then the microphone closes, so that they can."""
    found = rules.flags[flag]
    session = replace(session, disposition=assess(session.disposition, found), flag=flag)
    if conditional and flag == LIMIT_FLAG:
        return tell(session, Say("doctor.over_ten_minutes.reached"), Say("doctor.not_sure"))
    reason = Say(f"doctor.{flag}.reason")
    if session.disposition is Disposition.EMERGENCY:
        return tell(session, Say("doctor.emergency"), reason, Say("doctor.not_sure"))
    return tell(session, Say("doctor.urgent"), reason)


def act_on(verdict: Verdict, session: Session, rules: Rulebook) -> Answered:
    """What the watch says: the escalation, or the question that settles it."""
    if verdict.ask:
        return ask(session, rules, verdict.ask, (Say("doctor.one_check"),))
    return escalate(session, rules, verdict.flag, conditional=verdict.conditional)


def advise_ahead(reply: Ask, look: Look) -> Ask:
    """The same question, with the ten-minute advice where it will be due; after it, silence leads nowhere."""
    advice = Say("doctor.over_ten_minutes.ahead")
    prompt = (*reply.prompt, advice) if look is Look.IN_PROMPT else reply.prompt
    return Ask(prompt, reply.question, (advice,))
