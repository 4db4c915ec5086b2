"""The red-flag watch: flags said, and the ten-minute clock; it sees every turn first."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from skill.session import Session
from skill.triage import Disposition, RedFlag
from skill.turn import Meaning, Turn

LIMIT_SECONDS = 600.0
"""A cramp that lasts longer than ten minutes needs emergency care (article, F108)."""
LONGEST_WAIT_SECONDS = 16.0
"""The microphone's 8 s before the reprompt, and 8 s after it."""
LIMIT_FLAG = "over_ten_minutes"


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
    if turn.meaning is Meaning.BACK and session.eased:
        return replace(session, onset=turn.now, eased=False)
    if turn.meaning not in (Meaning.CRAMP, Meaning.STILL_LOCKED, Meaning.BACK) or turn.recurring:
        return session
    reported = turn.now - (turn.duration or 0.0)
    return replace(session, onset=min(session.onset or reported, reported))


def elapsed(session: Session, now: float) -> float:
    """How long the cramp has lasted, in seconds; 0 if none was reported."""
    return 0.0 if session.onset is None else max(0.0, now - session.onset)


def verdict(turn: Turn, session: Session, flags: Mapping[str, RedFlag], unclear: str) -> Verdict | None:
    """What the watch says of this turn; None where it lets it pass.

    `session` has its clock wound; `unclear` is the question that a flag off the list is settled by.
    A flag outranks all; "it's gone" and "stop" outrank the clock.
    """
    if turn.flag:
        ask = flags[turn.flag].ask
        return Verdict(ask=ask) if ask else Verdict(flag=turn.flag)
    if turn.unclear_flag:
        return Verdict(ask=unclear)
    stopped = session.disposition is not None and session.disposition >= Disposition.URGENT
    clock_only = session.flag == LIMIT_FLAG and turn.meaning is Meaning.EASED
    if turn.meaning is Meaning.STOP or clock_only:
        return None
    if stopped:
        # Nothing resumes by itself after a red flag.
        return Verdict(flag=session.flag or LIMIT_FLAG, conditional=not session.flag)
    if turn.meaning is not Meaning.EASED and elapsed(session, turn.now) >= LIMIT_SECONDS:
        still = turn.meaning in (Meaning.CRAMP, Meaning.STILL_LOCKED, Meaning.BACK)
        return Verdict(flag=LIMIT_FLAG, conditional=not still)
    return None


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
