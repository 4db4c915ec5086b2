"""Everything that the model says, ready to be found: word for word, or by likeness."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from math import log

from rapidfuzz import fuzz, process

from skill.model import Model
from skill.simulator import likeness
from skill.simulator.durations import duration_at, number_at
from skill.simulator.wording import plain_words

FLAG_SLOT = "red_flag"
FLAG_INTENT = "RedFlagIntent"
# An utterance with many slots can be cut in many ways; these are enough.
READINGS = 200
MOST_WORDS = 60
CHOICES = 40


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
    """The words, each slot as its mark."""
    slots: dict[str, HeardSlot] = field(default_factory=dict)
    """What the slots hold, by name."""
    literal: int = 0
    """How many words are no slot."""

    def and_slot(self, name: str, mark: str, heard: HeardSlot) -> "Reading":
        """This, and then a slot."""
        return Reading(f"{self.text} {mark}".lstrip(), {**self.slots, name: heard}, self.literal)

    def and_word(self, word: str) -> "Reading":
        """This, and then a word."""
        return Reading(f"{self.text} {word}".lstrip(), self.slots, self.literal + 1)


@dataclass(frozen=True)
class Match:
    """What an utterance was found to be."""

    intent: str
    """The intent's name."""
    slots: dict[str, HeardSlot]
    """The slots, by name."""
    literal: int
    """How many of its words are no slot."""
    score: float
    """How alike, from 0 to 1."""


class Phrasebook:
    """The sentences and slot values of a model."""

    def __init__(self, model: Model) -> None:
        self._names = {slot.type: slot.name for slot in model.slots.values()}
        self._marks = {name: f"{{{number}}}" for number, name in enumerate(model.slots)}
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
                self._intents.setdefault(self._plain(sentence), intent.name)
        self._flags = {
            words: heard
            for words, found in self._values.items()
            for name, heard in found
            if name == FLAG_SLOT and " " in words
        }
        self._groups: dict[tuple[object, ...], list[str]] = {}
        for text in (*self._intents, *self._flags):
            self._groups.setdefault(likeness.kind(text), []).append(text)
        self._vocabulary = _words(self._intents) | _words(self._values)
        owners: dict[str, set[str]] = {"": set()}
        for text in (*self._intents, *self._flags):
            for word in text.split():
                owners.setdefault(word, set()).add(self._intents.get(text, FLAG_INTENT))
        self._weights = {word: log((len(model.intents) + 1) / (len(found) + 0.5)) for word, found in owners.items()}
        self._weights |= dict.fromkeys(self._marks.values(), likeness.SLOT_WEIGHT)
        self._flag_gone = f"{self._marks.get(FLAG_SLOT)} is gone"
        flag_mark = self._marks.get(FLAG_SLOT, "")
        calm = (text for text in self._intents if flag_mark not in text.split())
        others = (words for words, found in self._values.items() if found[0][0] != FLAG_SLOT)
        self._alarming = self._vocabulary - _words(calm) - _words(others) - {flag_mark}

    def mended(self, words: list[str]) -> list[str]:
        """The first words, with `calfs` heard as `calf is` where only the one is known."""
        mended: list[str] = []
        for word in words[:MOST_WORDS]:
            split = word.endswith("s") and word not in self._vocabulary and word[:-1] in self._vocabulary
            mended += [word[:-1], "is"] if split else [word]
        return mended

    def owner(self, sentence: str) -> str | None:
        """The intent that a sentence of the model is found under."""
        return self._intents.get(self._plain(sentence))

    def telling(self, words: list[str]) -> bool:
        """Whether a word stands here that could change the meaning of what stands beside it."""
        return likeness.turns(words) or not self._alarming.isdisjoint(words)

    def exact(self, words: list[str]) -> Match | None:
        """What a template says word for word; a red flag first, then the most literal."""
        found = [reading for reading in self._readings(words) if reading.text in self._intents]
        best = max(found, key=lambda reading: (FLAG_SLOT in reading.slots, reading.literal), default=None)
        return Match(self._intents[best.text], best.slots, best.literal, 1.0) if best else None

    def alike(self, words: list[str]) -> Match | None:
        """What is most like this, with the same slots and pointing the same way, and clearly so."""
        found = [pair for reading in self._readings(words) if reading.text for pair in self._likenesses(reading)]
        first = max((match for match, allowed in found if allowed), key=lambda match: match.score, default=None)
        if first is None:
            return None
        rival = max((match.score for match, _ in found if match.intent != first.intent), default=0.0)
        return first if likeness.clearly(first.score, rival) else None

    def flag_within(self, words: list[str]) -> Match | None:
        """An unmistakable red flag somewhere in this, if nothing beside it denies it, asks, or says that it is over."""
        if not words or likeness.asks(words) or likeness.takes_back(words):
            return None
        flags = [
            Match(FLAG_INTENT, {FLAG_SLOT: flag}, reading.literal, 1 - reading.literal / len(words))
            for reading in self._readings(words)
            if (flag := reading.slots.get(FLAG_SLOT)) and likeness.unmistakable(flag.value)
            if self._flag_gone not in reading.text
        ]
        return max(flags, key=lambda match: match.score, default=None)

    def _likenesses(self, reading: Reading) -> Iterator[tuple[Match, bool]]:
        """What a reading is like, and whether it may be taken for that."""
        words = reading.text.split()
        strangeness = likeness.UNKNOWN * sum(word not in self._vocabulary for word in words) / len(words)
        choices = self._groups.get(likeness.kind(reading.text), ())
        for text, alike, _ in process.extract(reading.text, choices, scorer=fuzz.token_sort_ratio, limit=CHOICES):
            match = Match(
                self._intents.get(text, FLAG_INTENT), reading.slots, reading.literal, alike / 100 - strangeness
            )
            if text in self._flags:
                match = replace(match, slots={FLAG_SLOT: self._flags[text]})
            shared = self._shared(words, text.split()) >= likeness.SHARED
            yield match, shared and self._may_be(reading, match)

    def _shared(self, words: list[str], others: list[str]) -> float:
        """How much of what two texts say is said by the same words, a word counting by how few intents have it."""
        weights = [sum(self._weights.get(word, self._weights[""]) for word in group) for group in (words, others)]
        common = set(words).intersection(others)
        return 2 * sum(self._weights.get(word, 0.0) for word in common) / (sum(weights) or 1.0)

    def _may_be(self, reading: Reading, match: Match) -> bool:
        """Whether a reading may be taken for this at all."""
        words = reading.text.split()
        flag = reading.slots.get(FLAG_SLOT)
        if FLAG_SLOT in match.slots:
            least = likeness.ALIKE_FLAG if flag and likeness.unmistakable(flag.value) else likeness.ALIKE_FAINT_FLAG
            return match.score >= least and not likeness.asks(words) and self._flag_gone not in reading.text
        least = likeness.ALIKE_BUILT_IN if match.intent.startswith("AMAZON.") else 0.0
        return match.score >= least and self._alarming.isdisjoint(words)

    def _plain(self, sentence: str) -> str:
        """A sentence of the model as readings are written."""
        words = plain_words(sentence)
        return " ".join(self._marks[word[1:-1]] if word.startswith("{") else word for word in words)

    def _readings(self, words: list[str]) -> Iterator[Reading]:
        return islice(self._cut(words, 0, Reading()), READINGS)

    def _cut(self, words: list[str], place: int, so_far: Reading) -> Iterator[Reading]:
        if place == len(words):
            yield so_far
            return
        for name, heard, end in self._slots_at(words, place):
            if name not in so_far.slots:
                yield from self._cut(words, end, so_far.and_slot(name, self._marks[name], heard))
        yield from self._cut(words, place + 1, so_far.and_word(words[place]))

    def _slots_at(self, words: list[str], start: int) -> Iterator[tuple[str, HeardSlot, int]]:
        """The slots that can begin at this word, the longest first."""
        for end in range(min(len(words), start + self._longest), start, -1):
            for name, heard in self._values.get(" ".join(words[start:end]), ()):
                yield name, heard, end
        time = duration_at(words, start)
        if time and "AMAZON.DURATION" in self._names:
            yield self._names["AMAZON.DURATION"], HeardSlot(time[0], None), time[1]
        number = number_at(words, start)
        if number and "AMAZON.NUMBER" in self._names:
            yield self._names["AMAZON.NUMBER"], HeardSlot(str(number[0]), None), number[1]


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in text.split()}
