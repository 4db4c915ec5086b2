"""interaction_model/<language>/*.yaml to Alexa's JSON: what people say, and what it means."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hassil.expression import Sentence

from skill import template
from skill.document import Entry, read_folder
from skill.errors import Mark, ModelError

LOCALES = ("en-US", "en-GB", "en-CA", "en-AU", "en-IN")
PLATFORM_TYPES = ("AMAZON.DURATION", "AMAZON.NUMBER")
_standard_intents = frozenset(
    "Cancel Fallback Help LoopOff LoopOn More NavigateHome Next No Pause Previous Repeat Resume Select ShuffleOff"
    " ShuffleOn StartOver Stop Yes".split()
)
_launch_words = frozenset("ask begin enable launch load open play resume run start tell use".split())
_wake_words = frozenset("alexa amazon app computer echo skill ziggy".split())
_joining_words = frozenset("about and by for from if in that to using whether with".split())
_small_words = frozenset("a an the at of on off into".split()) | _joining_words

_intent_name = re.compile(r"[A-Z][A-Za-z_]*Intent")
_type_name = re.compile(r"[A-Z]+(_[A-Z]+)*")
_slot_name = re.compile(r"[a-z]+(_[a-z]+)*")
_invocation = re.compile(r"[a-z]+('s)?( ([a-z]+('s)?|[a-z]\.))+")


@dataclass(frozen=True)
class SlotValue:
    """One value of a slot type of our own."""

    id: str
    """What the code calls it."""
    name: str
    """The usual word."""
    synonyms: tuple[str, ...]
    """The other words for it."""
    mark: Mark
    """Where it stands."""


@dataclass(frozen=True)
class Slot:
    """A part of a sentence that can vary."""

    name: str
    """What stands between the braces."""
    type: str
    """Amazon's type, or one of ours."""
    values: tuple[SlotValue, ...]
    """The values of a type of ours; empty for Amazon's."""


@dataclass(frozen=True)
class Intent:
    """One meaning, and every way to say it."""

    name: str
    """What the platform calls it."""
    slots: tuple[str, ...]
    """The slots that occur in it, by name."""
    sentences: tuple[str, ...]
    """All that the templates say, slots in braces."""
    samples: tuple[str, ...]
    """What Alexa learns: all sentences of a built-in intent, an even spread of the others."""
    mark: Mark
    """Where it stands."""


@dataclass(frozen=True)
class Model:
    """The whole interaction model of one language."""

    invocation: str
    """The name that opens the skill."""
    intents: tuple[Intent, ...]
    """Every intent, in the order of the files."""
    slots: Mapping[str, Slot]
    """Every slot, by name."""

    def alexa(self) -> dict[str, Any]:
        """What the Alexa developer console takes."""
        language_model = {
            "invocationName": self.invocation,
            "intents": [
                {
                    "name": intent.name,
                    "slots": [{"name": name, "type": self.slots[name].type} for name in intent.slots],
                    "samples": list(intent.samples),
                }
                for intent in self.intents
            ],
            "types": [
                {
                    "name": slot.type,
                    "values": [
                        {"id": value.id, "name": {"value": value.name, "synonyms": list(value.synonyms)}}
                        for value in slot.values
                    ],
                }
                for slot in self.slots.values()
                if slot.values
            ],
            "modelConfiguration": {"fallbackIntentSensitivity": {"level": "MEDIUM"}},
        }
        return {"interactionModel": {"languageModel": language_model}}

    def compiled(self) -> str:
        """The same as the text of a file."""
        return json.dumps(self.alexa(), indent=2, ensure_ascii=False) + "\n"


def write_locales(model: Model, folder: Path) -> list[Path]:
    """Writes <locale>.json for every locale, and says which changed."""
    stale = stale_locales(model, folder)
    for path in stale:
        path.write_text(model.compiled(), encoding="utf-8")
    return stale


def stale_locales(model: Model, folder: Path) -> list[Path]:
    """The locale files that are missing, or no longer what the model says."""
    compiled = model.compiled()
    paths = [folder / f"{locale}.json" for locale in LOCALES]
    return [path for path in paths if not path.is_file() or path.read_text(encoding="utf-8") != compiled]


def read_model(folder: Path) -> Model:
    """The model of the language whose YAML files lie in this folder; raises ModelError."""
    parts: dict[str, dict[str, Entry]] = {"slots": {}, "rules": {}, "intents": {}}
    invocations: list[Entry] = []
    last = None
    for _, last in read_folder(folder, ModelError):
        document = last.record((), ("invocation", *parts))
        invocations += [document["invocation"]] if "invocation" in document else []
        for kind, found in parts.items():
            for key, entry in document[kind].entries().items() if kind in document else ():
                if key in found:
                    raise entry.fault(f"stands twice, first at {found[key].mark}")
                found[key] = entry
    if not invocations and last:
        raise last.fault("no file of this folder has the key 'invocation'")
    for extra in invocations[1:]:
        raise extra.fault(f"stands twice, first at {invocations[0].mark}")
    rules = {name: template.parsed(entry) for name, entry in parts["rules"].items()}
    slots = {name: _slot(name, entry) for name, entry in parts["slots"].items()}
    _refuse_shared_types(parts["slots"], slots)
    owners: dict[str, Entry] = {}
    intents = tuple(_intent(name, entry, rules, slots, owners) for name, entry in parts["intents"].items())
    return Model(_invocation_name(invocations[0]), intents, slots)


def _invocation_name(entry: Entry) -> str:
    name = entry.text()
    words = name.split()
    if not _invocation.fullmatch(name) or len(name) > 50:
        raise entry.fault(f"{name!r} is not two or more words of small letters, at most 50 characters")
    for word in words:
        if word in _launch_words | _wake_words | _joining_words:
            raise entry.fault(f"{word!r} may not stand in the invocation name: Alexa listens for it herself")
    if len(words) == 2 and set(words) & _small_words:
        raise entry.fault("a name of two words may not hold an article or a preposition")
    return name


def _slot(name: str, entry: Entry) -> Slot:
    if not _slot_name.fullmatch(name):
        raise entry.fault("a slot is named in small letters and underscores")
    record = entry.record(("type",), ("values",))
    kind = record["type"].text()
    if "values" not in record:
        record["type"].choice(*PLATFORM_TYPES)
        return Slot(name, kind, ())
    if not _type_name.fullmatch(kind):
        raise record["type"].fault(f"{kind!r}: a type of our own is named in capitals and underscores")
    taken: dict[str, Entry] = {}
    values = []
    for value, words in record["values"].entries().items():
        names = [template.plain(item, item.text()) for item in words.items()]
        if not names:
            raise words.fault("a value needs at least one word for it")
        for word, item in zip(names, words.items(), strict=True):
            if word in taken:
                raise item.fault(f"{word!r} stands twice in {kind}, first on line {taken[word].mark.line}")
            taken[word] = item
        values.append(SlotValue(value, names[0], tuple(names[1:]), words.mark))
    return Slot(name, kind, tuple(values))


def _refuse_shared_types(entries: Mapping[str, Entry], slots: Mapping[str, Slot]) -> None:
    owner: dict[str, str] = {}
    for name, slot in slots.items():
        if slot.values and owner.setdefault(slot.type, name) != name:
            raise entries[name].fault(f"the type {slot.type} belongs to the slot {owner[slot.type]!r}")


def _intent(
    name: str, entry: Entry, rules: Mapping[str, Sentence], slots: Mapping[str, Slot], owners: dict[str, Entry]
) -> Intent:
    built_in = name.startswith("AMAZON.")
    if built_in and name.removeprefix("AMAZON.").removesuffix("Intent") not in _standard_intents:
        raise entry.fault("not an intent of Amazon's")
    if not built_in and not _intent_name.fullmatch(name):
        raise entry.fault("an intent is named in letters, as in CrampNowIntent")
    mine: set[str] = set()
    sentences: list[str] = []
    samples: list[str] = []
    for item in entry.record(("templates",))["templates"].items():
        new = [sentence for sentence in template.sentences(item, rules, slots) if sentence not in mine]
        for sentence in new:
            if sentence in owners:
                raise item.fault(f"{sentence!r} belongs to {owners[sentence].mark}")
            owners[sentence] = item
        mine.update(new)
        sentences += new
        samples += new if built_in else template.thinned(new)
    if not sentences and not built_in:
        raise entry.fault("an intent of our own needs at least one template")
    used = dict.fromkeys(slot for sentence in sentences for slot in template.slots_in(sentence))
    if used and built_in:
        raise entry.fault(f"an intent of Amazon's takes no slots: {{{next(iter(used))}}}")
    return Intent(name, tuple(used), tuple(sentences), tuple(samples), entry.mark)
