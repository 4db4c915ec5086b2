"""A clinical sentence's papers: who says so, and until when it may be said."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Source:
    """Who says so."""

    id: str
    """Its name in the rules."""
    publisher: str
    """Who published it."""
    title: str
    """What it is called."""
    read: date
    """The day on which it was read."""
    seen: str
    """`page` (the publisher's own), `copy` (another's report of it) or `editor` (nobody's page)."""
    address: str = ""
    """Where it was read; empty if it has no address."""


@dataclass(frozen=True)
class Claim:
    """What one clinical sentence rests on."""

    key: str
    """The response key of its words."""
    facts: tuple[str, ...]
    """The facts and additions that it says: F1-F120, M1.., S1.., N1.."""
    sources: tuple[str, ...]
    """The ids of its sources; at least one."""
    review_by: date
    """The last day on which it may be said without a review."""
    must_say: tuple[str, ...]
    """What its words must hold, in every country."""
