"""What an utterance means: the templates first, then the nearest of them, else nothing at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from rapidfuzz import fuzz, process

from skill.model import Model
from skill.simulator.durations import duration_at, number_at
from skill.simulator.wording import plain_words, without_fillers

LAUNCH = "LaunchRequest"
FALLBACK = "AMAZON.FallbackIntent"
# How near is near enough, from 0 to 1; a red flag must be nearer, since it stops the walk.
NEAR = 0.8
NEAR_FLAG = 0.85
FLAG_SLOT = "red_flag"
# An utterance with many slots can be read in many ways; these are enough.
_readings = 200

_negations = frozenset(["not", "no", "never", "none", "nothing", "neither", "nor", "without", "hardly", "barely", "less"])
_opposites = frozenset(
    ["better", "worse", "gone", "back", "still", "again", "more", "less", "stop", "stopped", "next", "previous", "easier", "harder", "slower", "faster", "start", "over", "before"]
)


@dataclass(frozen=True)
class HeardSlot:
    """One part of an utterance."""

    value: str
    """What was said: the words, the number, or the time as ISO-8601."""
    id: str | None
    """The value of a type of ours that it stands for."""


@dataclass(frozen=True)
class Understood:
    """What an utterance was taken to mean."""

    utterance: str
    """What was said."""
    intent: str
    """The intent, or LaunchRequest."""
    slots: dict[str, HeardSlot]
    """The slots that were heard, by name."""
    how: str
    """`launch`, `template`, `nearest` or `fallback`."""
    score: float
    """How near it came, from 0 to 1."""


@dataclass(frozen=True)
class _Reading:
    """One way to cut an utterance into words and slots."""

    text: str
    slots: dict[str, HeardSlot]
    literal: int


class Understanding:
    """Understands text by an interaction model."""

    def __init__(self, model: Model) -> None:
        invocation = re.escape(model.invocation)
        self._launch = re.compile(
            rf"((open|launch|start|begin|run|use|load|enable|play|ask|tell|talk to|go to) )?{invocation}( please)?"
        )
        self._one_shot = re.compile(
            rf"(?:ask|tell|open|launch|start|run|use|talk to) {invocation}"
            rf"(?: and (?:say|ask|tell it)| and| to| for| about| that| if)? (?=\S)"
        )
        self._types = {slot.type: name for name, slot in model.slots.items()}
        self._values: dict[str, list[tuple[str, HeardSlot]]] = {}
        for slot in model.slots.values():
            for value in slot.values:
                for words in (value.name, *value.synonyms):
                    heard = (slot.name, HeardSlot(words, value.id))
                    self._values.setdefault(" ".join(plain_words(words)), []).append(heard)
        self._longest = max((key.count(" ") + 1 for key in self._values), default=0)
        self._intents: dict[str, str] = {}
        for intent in model.intents:
            for sentence in intent.sentences:
                self._intents.setdefault(" ".join(plain_words(sentence)), intent.name)
        self._vocabulary = {word for text in (*self._intents, *self._values) for word in text.split()}
        self._groups: dict[tuple[object, ...], list[str]] = {}
        for text in self._intents:
            self._groups.setdefault(_kind(text), []).append(text)
        calm = " ".join(text for text in self._intents if f"{{{FLAG_SLOT}}}" not in text).split()
        others = [key for key, found in self._values.items() if found[0][0] != FLAG_SLOT]
        flags = [key for key, found in self._values.items() if found[0][0] == FLAG_SLOT]
        self._alarming = set(" ".join(flags).split()) - set(calm) - set(" ".join(others).split())

    def understand(self, text: str) -> Understood:
        """What this utterance means."""
        said = _wake_word.sub("", " ".join(re.sub(r"[^\w'’\s]", " ", text.lower()).split()))
        if self._launch.fullmatch(said):
            return Understood(text, LAUNCH, {}, "launch", 1.0)
        words = self._mended(plain_words(self._one_shot.sub("", said, count=1)))
        for attempt in (words, without_fillers(words)):
            reading = self._by_template(attempt)
            if reading:
                return Understood(text, self._intents[reading.text], reading.slots, "template", 1.0)
        near = self._nearest(without_fillers(words))
        if near:
            match, reading, score = near
            return Understood(text, self._intents[match], reading.slots, "nearest", round(score, 3))
        return Understood(text, FALLBACK, {}, "fallback", 0.0)

    def _mended(self, words: list[str]) -> list[str]:
        """The words, with `calfs` heard as `calf is` where only the one is known."""
        mended: list[str] = []
        for word in words:
            stem = word[:-1]
            known = word in self._vocabulary or not word.endswith("s") or stem not in self._vocabulary
            mended += [word] if known else [stem, "is"]
        return mended

    def _by_template(self, words: list[str]) -> _Reading | None:
        """The reading that a template covers; a flag first, then the most literal."""
        found = [reading for reading in self._read(words) if reading.text in self._intents]
        return max(found, key=lambda each: (FLAG_SLOT in each.slots, each.literal), default=None)

    def _nearest(self, words: list[str]) -> tuple[str, _Reading, float] | None:
        best: tuple[str, _Reading, float] | None = None
        for reading in self._read(words):
            flagged = FLAG_SLOT in reading.slots
            if not flagged and self._alarming & set(reading.text.split()):
                continue
            choices = self._groups.get(_kind(reading.text), ())
            found = process.extractOne(reading.text, choices, scorer=SCORER)
            if found:
                score = found[1] / 100
                if score >= (NEAR_FLAG if flagged else NEAR) and (best is None or score > best[2]):
                    best = found[0], reading, score
        return best

    def _read(self, words: list[str]) -> Iterator[_Reading]:
        return islice(self._cut(words, 0, _Reading("", {}, 0)), _readings)

    def _cut(self, words: list[str], place: int, so_far: _Reading) -> Iterator[_Reading]:
        if place == len(words):
            yield so_far
            return
        for name, heard, end in self._slots_at(words, place):
            if name not in so_far.slots:
                text = f"{so_far.text} {{{name}}}".lstrip()
                yield from self._cut(words, end, _Reading(text, {**so_far.slots, name: heard}, so_far.literal))
        text = f"{so_far.text} {words[place]}".lstrip()
        yield from self._cut(words, place + 1, _Reading(text, so_far.slots, so_far.literal + 1))

    def _slots_at(self, words: list[str], start: int) -> Iterator[tuple[str, HeardSlot, int]]:
        """The slots that can begin at this word, the longest first."""
        for end in range(min(len(words), start + self._longest), start, -1):
            for name, heard in self._values.get(" ".join(words[start:end]), ()):
                yield name, heard, end
        time = duration_at(words, start)
        if time and "AMAZON.DURATION" in self._types:
            yield self._types["AMAZON.DURATION"], HeardSlot(time[0], None), time[1]
        number = number_at(words, start)
        if number and "AMAZON.NUMBER" in self._types:
            yield self._types["AMAZON.NUMBER"], HeardSlot(str(number[0]), None), number[1]


SCORER = fuzz.ratio
_wake_word = re.compile(r"^(hey )?(alexa|echo|computer|amazon|ziggy)\s+")


def _kind(text: str) -> tuple[object, ...]:
    """What must be the same in an utterance and in what it is taken for: its slots, and which way it points."""
    words = set(text.split())
    slots = frozenset(word for word in words if word.startswith("{"))
    return slots, words.isdisjoint(_negations), frozenset(words & _opposites)
