"""Everything that the model says, ready to be found: word for word, or by likeness."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from rapidfuzz import fuzz, process

from skill.model import Model
from skill.simulator.durations import duration_at, number_at
from skill.simulator.wording import plain_words

FLAG_SLOT = "red_flag"
# How alike is alike enough, from 0 to 1; a red flag stops the walk, so it must be more alike.
ALIKE = 0.74
ALIKE_FLAG = 0.88
# An utterance with many slots can be read in many ways; these are enough.
READINGS = 200

_negations = frozenset("not no never none nothing neither nor without hardly barely".split())
_turning = frozenset(
    "better worse gone back still again more less stop stopped next previous easier harder slower faster start over"
    " before after".split()
)


@dataclass(frozen=True)
class HeardSlot:
    """One part of an utterance."""

    value: str
    """What was said: the words, the number, or the time as ISO-8601."""
    id: str | None
    """The value of a type of ours that it stands for."""


@dataclass(frozen=True)
class Reading:
    """One way to cut an utterance into words and slots."""

    text: str = ""
    """The words, with slots in braces."""
    slots: Mapping[str, HeardSlot] = {}  # noqa: RUF008 - a default that nobody writes to
    """What the slots hold."""
    literal: int = 0
    """How many words are no slot."""
