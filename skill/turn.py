"""One request in the domain's words: what was said, when, and where in the world."""

from dataclasses import dataclass
from enum import StrEnum

DAY = 86_400.0


class Meaning(StrEnum):
    """What a turn means for the watch, whatever else it asks for."""

    CRAMP = "cramp"
    """A cramp is reported."""
    STILL_LOCKED = "still_locked"
    """The cramp has not let go."""
    EASED = "eased"
    """The cramp has let go."""
    SETTLED = "settled"
    """A bare yes: it may have let go, or it may have meant "ok"."""
    STOP = "stop"
    """The person wants quiet."""
    BACK = "back"
    """A cramp has come back."""
    ANSWER = "answer"
    """An answer to the open question, or a word that leaves it open: help, repeat, nothing understood."""
    OTHER = "other"
    """Anything else."""


@dataclass(frozen=True)
class Turn:
    """What a person said, or did."""

    intent: str
    """The intent's name, or the request's type where it has no intent."""
    now: float
    """When, in seconds since 1970: the request's own time."""
    locale: str = "en-US"
    """The device's language and country."""
    meaning: Meaning = Meaning.OTHER
    """What it means for the watch."""
    muscle: str = ""
    """The muscle that was named; empty if none was."""
    person: str = ""
    """Who has the cramp, if somebody else: `adult` or `child`."""
    duration: float | None = None
    """How long, in seconds, if it was said."""
    step: str = ""
    """The step that was named; empty if none was."""
    number: int | None = None
    """The number that was said, such as a step's; None if none was."""
    flag: str = ""
    """The red flag that was said; empty if none was."""
    denied: str = ""
    """The red flag that was said not to be there; empty if none was."""
    unclear_flag: bool = False
    """Whether a red flag was said that could not be told from the list."""

    @property
    def recurring(self) -> bool:
        """Whether the duration is a day or more: cramps that keep coming, not one that never let go."""
        return self.duration is not None and self.duration >= DAY
