"""What comes out of the speaker: said parts and holds, and how long they last."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# The pace of espeak-ng at its normal rate, fitted by least squares over every response of ours.
LETTER_SECONDS = 0.051
WORD_SECONDS = 0.041
DIGIT_SECONDS = 0.236
"""A digit is said as a word of its own."""
STOP_SECONDS = 0.436
"""The quiet at the end of a sentence."""
COMMA_SECONDS = 0.331
"""The quiet at a comma."""
MOST_BREAK = 10.0
"""The longest pause that one break may hold, in seconds (Alexa)."""
RATES = {"slow": 0.85, "fast": 1.15}
"""How briskly the words are said, by pace."""
LEAST_BREAK = 0.5
"""The shortest pause worth making, in seconds."""


@dataclass(frozen=True)
class Said:
    """Words that are spoken."""

    text: str
    """The words; what stands between the digit marks is read digit by digit."""

    @property
    def seconds(self) -> float:
        """How long the words take, estimated from their letters and stops; within 15 % for a whole turn."""
        return (
            LETTER_SECONDS * len(re.findall(r"[^\W\d_]", self.text))
            + WORD_SECONDS * len(self.text.split())
            + DIGIT_SECONDS * len(re.findall(r"\d", self.text))
            + STOP_SECONDS * len(re.findall(r"[.?!]", self.text))
            + COMMA_SECONDS * len(re.findall(r"[,:;]", self.text))
        )


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
    rate: float = 1.0
    """How briskly the words are said; holds keep their length."""

    @property
    def seconds(self) -> float:
        """How long it lasts, estimated."""
        return sum(part.seconds / (self.rate if isinstance(part, Said) else 1.0) for part in self.parts)

    @property
    def words(self) -> str:
        """The words alone."""
        return " ".join(part.text for part in self.parts if isinstance(part, Said))


def spread(hold: float, cues: Sequence[Said], rate: float = 1.0) -> list[Said | Held]:
    """A hold of this many seconds with cues in it: pause, cue, pause ...; the cues count as holding."""
    quiet = (hold - sum(cue.seconds for cue in cues) / rate) / (len(cues) + 1)
    pause = Held(min(max(round(quiet * 2) / 2, LEAST_BREAK), MOST_BREAK))
    parts: list[Said | Held] = [pause]
    for cue in cues:
        parts += [cue, pause]
    return parts
