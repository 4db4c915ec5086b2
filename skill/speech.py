"""What comes out of the speaker: said parts and holds, and how long they last."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

WORDS_PER_MINUTE = 165.0
"""The pace of a normal voice."""
LETTERS_PER_WORD = 4.4
"""The mean length of a word of ours; longer words take longer."""
SENTENCE_PAUSE = 0.35
"""Seconds of quiet at the end of a sentence."""
COMMA_PAUSE = 0.15
"""Seconds of quiet at a comma."""
MOST_BREAK = 10.0
"""The longest pause that one break may hold, in seconds (Alexa)."""
LEAST_BREAK = 0.5
"""The shortest pause worth making, in seconds."""


@dataclass(frozen=True)
class Said:
    """Words that are spoken."""

    text: str
    """The words; what stands between the digit marks is read digit by digit."""

    @property
    def seconds(self) -> float:
        """How long the words take, estimated from their letters and stops."""
        letters = len(re.findall(r"[^\W\d_]|'", self.text))
        # A digit is said as a word of its own.
        digits = len(re.findall(r"\d", self.text))
        words = letters / LETTERS_PER_WORD + digits
        stops = len(re.findall(r"[.?!]", self.text)) * SENTENCE_PAUSE
        commas = len(re.findall(r"[,:;]", self.text)) * COMMA_PAUSE
        return words * 60 / WORDS_PER_MINUTE + stops + commas


@dataclass(frozen=True)
class Held:
    """Quiet, while the person keeps it up."""

    seconds: float
    """How long, at most 10 s."""


@dataclass(frozen=True)
class Speech:
    """One prompt or reprompt: no two pauses stand side by side."""

    parts: tuple[Said | Held, ...] = ()
    """In the order of speaking."""

    @property
    def seconds(self) -> float:
        """How long it lasts, estimated."""
        return sum(part.seconds for part in self.parts)

    @property
    def words(self) -> str:
        """The words alone."""
        return " ".join(part.text for part in self.parts if isinstance(part, Said))


def spread(hold: float, cues: Sequence[Said]) -> list[Said | Held]:
    """A hold of this many seconds with cues in it: pause, cue, pause ...; the cues count as holding."""
    quiet = (hold - sum(cue.seconds for cue in cues)) / (len(cues) + 1)
    pause = Held(min(max(round(quiet * 2) / 2, LEAST_BREAK), MOST_BREAK))
    parts: list[Said | Held] = [pause]
    for cue in cues:
        parts += [cue, pause]
    return parts
