"""The red-flag watch: flags said, and the ten-minute clock; it sees every turn first."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from skill.guide import Question
from skill.session import Session
from skill.triage import Disposition, RedFlag
from skill.turn import Meaning, Turn

LIMIT_SECONDS = 600.0
"""A cramp that lasts longer than ten minutes needs emergency care (article, F108)."""
LONGEST_WAIT_SECONDS = 16.0
"""The microphone's 8 s before the reprompt, and 8 s after it."""
LIMIT_FLAG = "over_ten_minutes"


_locked = (Meaning.CRAMP, Meaning.STILL_LOCKED, Meaning.BACK)


class Look(StrEnum):
    """Where in a response the ten minutes are reached."""

    IN_PROMPT = "in_prompt"
    IN_REPROMPT = "in_reprompt"


@dataclass(frozen=True)
class Verdict:
    """Why the watch takes the turn."""

    flag: str = ""
    """The red flag that is present; empty if a question has to settle it."""
    ask: str = ""
    """The question that settles it; empty if the flag is present."""
    conditional: bool = False
    """Whether the person must be asked to judge: "if it's still locked"."""


def wind(session: Session, turn: Turn) -> Session:
    """The session with its clock wound: the earliest onset wins, and "it's back" after "gone" starts anew."""
    if turn.meaning is Meaning.EASED:
        return replace(session, eased=True)
    if turn.meaning is Meaning.BACK and session.eased:
        return replace(session, onset=turn.now, eased=False)
    if turn.meaning not in _locked or turn.recurring:
        return session
    reported = turn.now - (turn.duration or 0.0)
    return replace(session, onset=min(session.onset or reported, reported))


def elapsed(session: Session, now: float) -> float:
    """How long the cramp has lasted, in seconds; 0 if none was reported."""
    return 0.0 if session.onset is None else max(0.0, now - session.onset)


def verdict(
    turn: Turn, session: Session, flags: Mapping[str, RedFlag], unclear: str, open_question: Question | None = None
) -> Verdict | None:
    """What the watch says of this turn; None where it lets it pass.

    `session` has its clock wound; `unclear` is the question that a flag off the list is settled by.
    A flag outranks all; "it's gone" and "stop" outrank the clock; an open safety question outranks the walk.
    """
    if turn.flag and not flags[turn.flag].ask:
        return Verdict(flag=turn.flag)
    if (turn.flag or turn.unclear_flag) and not _due(turn, session):
        return Verdict(ask=flags[turn.flag].ask if turn.flag else unclear)
    clock_only = session.flag == LIMIT_FLAG and turn.meaning is Meaning.EASED
    if turn.meaning is Meaning.STOP or clock_only:
        return None
    if session.disposition is not None and session.disposition >= Disposition.URGENT:
        # Nothing resumes by itself after a red flag.
        return Verdict(flag=session.flag or LIMIT_FLAG, conditional=not session.flag)
    if _due(turn, session):
        return Verdict(flag=LIMIT_FLAG, conditional=turn.meaning not in _locked)
    if open_question and open_question.safety and not _answers(turn, open_question):
        return Verdict(ask=open_question.id)
    return None


def overdue(session: Session, now: float) -> bool:
    """Whether the cramp has lasted ten minutes."""
    return elapsed(session, now) >= LIMIT_SECONDS


def _due(turn: Turn, session: Session) -> bool:
    """Whether the ten-minute advice is due: the time has come, or it has been said ahead and it is still locked."""
    if turn.meaning is Meaning.EASED:
        return False
    told = session.heard_advice(turn.now) and turn.meaning is not Meaning.SETTLED
    return told or overdue(session, turn.now)


def _answers(turn: Turn, question: Question) -> bool:
    """Whether a turn answers a safety question, or leaves it open; nothing else may pass it over."""
    timed = question.timed and (turn.duration is not None or turn.meaning is Meaning.EASED)
    return timed or turn.meaning is Meaning.ANSWER


def look_ahead(session: Session, now: float, prompt: float, reprompt: float) -> Look | None:
    """Where this response passes ten minutes, if it does: silence would bring no request to say it in.

    `prompt` and `reprompt` are seconds of speech as estimated; a voice a quarter slower is allowed for.
    """
    left = LIMIT_SECONDS - elapsed(session, now)
    if session.onset is None or left <= 0:
        return None
    if prompt * 1.25 >= left:
        return Look.IN_PROMPT
    return Look.IN_REPROMPT if (prompt + reprompt) * 1.25 + LONGEST_WAIT_SECONDS >= left else None
