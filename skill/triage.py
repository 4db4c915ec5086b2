"""Red flags, findings, and how soon to be seen: a disposition can rise, never fall."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum


class Disposition(IntEnum):
    """Where to go and how soon; the higher one wins."""

    SELF_CARE = 1
    """Look after it at home."""
    ROUTINE = 2
    """See a doctor when there is an appointment."""
    URGENT = 3
    """Get medical advice now."""
    EMERGENCY = 4
    """Phone the emergency number now."""

    @classmethod
    def named(cls, name: str) -> "Disposition":
        """The disposition of this lower-case name; raises KeyError."""
        return cls[name.upper()]


class Finding(StrEnum):
    """What is known of a red flag."""

    PRESENT = "present"
    ABSENT = "absent"
    UNSURE = "unsure"


@dataclass(frozen=True)
class RedFlag:
    """A sign that changes everything."""

    id: str
    """Its name; the same as in the red_flag slot."""
    disposition: Disposition
    """What its presence calls for."""
    not_sure: bool
    """Whether the advice line is named too, for whoever isn't sure."""
    ask: str = ""
    """A question that settles it first; empty if the sign speaks for itself."""


@dataclass(frozen=True)
class Country:
    """Whom to phone in a country."""

    id: str
    """Its two letters."""
    emergency: str
    """The emergency number."""
    advice: str
    """The number of the national advice line; empty where there is none."""
    source: str
    """Where the numbers were read."""
    review_by: date
    """The last day on which they may be said without a check."""


def assess(known: Disposition | None, flag: RedFlag) -> Disposition:
    """The disposition once this flag is present: never lower than what was known."""
    return max(known or flag.disposition, flag.disposition)
