"""A scripted conversation: what is said, and what must come of it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from skill.document import Entry, read_document
from skill.errors import Mark, ScriptError
from skill.model import LOCALES, Model
from skill.simulator.device import Device
from skill.simulator.phrasebook import HeardSlot
from skill.simulator.terminal import send
from skill.simulator.understanding import Understanding, Understood
from skill.speech import Held, Speech
from skill.voice import plain

HOLD_TOLERANCE_SECONDS = 2.0
"""How far a hold may be from what a script expects: its pauses are rounded to half seconds."""
_doing = ("user", "silence", "intent", "slots", "wait", "interrupt")
_expecting = (
    "says",
    "says_any",
    "never_says",
    "begins",
    "reprompt_says",
    "reprompt_never_says",
    "microphone",
    "hold",
    "place",
    "question",
    "disposition",
    "muscle",
    "session",
    "at_most",
)


@dataclass(frozen=True)
class ScriptTurn:
    """One exchange: what the person does, and what is expected."""

    mark: Mark
    """Where it stands."""
    user: str
    """What is said; empty for silence, or for an intent sent as it is."""
    silence: bool
    """Whether nothing is said."""
    intent: str
    """The intent that is expected; without `user`, the intent that is sent."""
    slots: Mapping[str, str]
    """Slot ids or values, expected or sent; a value with a question mark in front is sent unresolved."""
    wait: float
    """How long the clock moves before, in seconds."""
    interrupt: float | None
    """How long after the speech began it is cut into, in seconds; None to hear it out."""
    expected: Mapping[str, Any]
    """What must come of it."""


@dataclass(frozen=True)
class Conversation:
    """One script."""

    name: str
    """The situation, as a sentence."""
    locale: str
    """The device's language and country."""
    turns: tuple[ScriptTurn, ...]
    """In order."""
    mark: Mark
    """Where it stands."""


@dataclass
class Performance:
    """A script as it was played."""

    lines: list[str] = field(default_factory=list)
    """The transcript."""
    faults: list[str] = field(default_factory=list)
    """What was not as expected, with file and line."""


def read_script(path: Path) -> list[Conversation]:
    """The conversations of one file; raises ScriptError with file, line, key and reason."""
    conversations = [_conversation(entry) for entry in read_document(path, ScriptError).items()]
    seen: dict[str, Conversation] = {}
    for conversation in conversations:
        if conversation.name in seen:
            raise ScriptError(conversation.mark, f"the name stands twice: {conversation.name!r}")
        seen[conversation.name] = conversation
    return conversations


def play(conversation: Conversation, device: Device, model: Model, understanding: Understanding) -> Performance:
    """Play a script on a device, and say what was not as expected."""
    performance = Performance()
    for turn in conversation.turns:
        performance.lines.append(f"  you  {turn.user or ('(silence)' if turn.silence else f'({turn.intent})')}")
        device.now += turn.wait
        if turn.interrupt is not None:
            device.interrupt(turn.interrupt)
        understood = _understood(turn, understanding)
        speech: Speech | None
        if understood is None:
            speech = device.silence()
        else:
            performance.lines.append(f"       ({understood.intent})")
            speech = send(device, understood, model).prompt
        performance.lines.append(f"coach  {_shown(speech) if speech else '(nothing)'}")
        for fault in _faults(turn, understood, speech or Speech(), device):
            performance.lines.append(f"    >>> {fault}")
            performance.faults.append(f"{turn.mark}: {fault}")
    return performance


def _conversation(entry: Entry) -> Conversation:
    found = entry.record(("name", "turns"), ("locale",))
    locale = found["locale"].choice(*LOCALES) if "locale" in found else "en-US"
    turns = tuple(_turn(item) for item in found["turns"].items())
    if not turns:
        raise found["turns"].fault("a conversation has at least one turn")
    return Conversation(found["name"].text(), locale, turns, entry.mark)


def _turn(entry: Entry) -> ScriptTurn:
    found = entry.record((), (*_doing, *_expecting))
    silence = "silence" in found and found["silence"].flag()
    if sum(("user" in found, silence, "intent" in found and "user" not in found)) != 1:
        raise entry.fault("a turn has either 'user', 'silence: true', or 'intent' alone")
    expected: dict[str, Any] = {}
    for key in _expecting:
        if key not in found:
            continue
        if key in ("says", "says_any", "never_says", "reprompt_says", "reprompt_never_says"):
            expected[key] = found[key].texts()
        elif key in ("hold", "at_most"):
            expected[key] = found[key].seconds(0, 240)
        elif key == "microphone":
            expected[key] = found[key].choice("open", "closed") == "open"
        elif key == "session":
            expected[key] = found[key].choice("open", "ended")
        else:
            expected[key] = found[key].text()
    return ScriptTurn(
        mark=entry.mark,
        user=found["user"].text() if "user" in found else "",
        silence=silence,
        intent=found["intent"].text() if "intent" in found else "",
        slots={name: value.text() for name, value in found["slots"].entries().items()} if "slots" in found else {},
        wait=found["wait"].seconds(0, 3600) if "wait" in found else 0.0,
        interrupt=found["interrupt"].seconds(0, 240) if "interrupt" in found else None,
        expected=expected,
    )


def _understood(turn: ScriptTurn, understanding: Understanding) -> Understood | None:
    if turn.silence:
        return None
    if turn.user:
        return understanding.understand(turn.user)
    slots = {name: _sent(value) for name, value in turn.slots.items()}
    return Understood(utterance="", intent=turn.intent, slots=slots, how="sent", score=1.0)


def _sent(value: str) -> HeardSlot:
    return HeardSlot(value[1:], None) if value.startswith("?") else HeardSlot(value, value)


def _shown(speech: Speech) -> str:
    return " ".join(
        f"[{part.seconds:g} s]" if isinstance(part, Held) else plain(Speech((part,))) for part in speech.parts
    )


def _faults(turn: ScriptTurn, understood: Understood | None, speech: Speech, device: Device) -> Iterator[str]:
    if turn.user and understood:
        if turn.intent and understood.intent != turn.intent:
            yield f"intent: expected {turn.intent}, understood {understood.intent}"
        for name, value in turn.slots.items():
            slot = understood.slots.get(name)
            if slot is None or value not in (slot.id, slot.value):
                yield f"slots.{name}: expected {value}, understood {slot.id or slot.value if slot else 'nothing'}"
    reprompt = device.heard.reprompt if device.heard else None
    for key, expected in turn.expected.items():
        if fault := _fault(key, expected, plain(speech), speech, plain(reprompt) if reprompt else "", device):
            yield fault


def _fault(key: str, expected: Any, text: str, speech: Speech, reprompt: str, device: Device) -> str:
    """What is wrong with one expectation; empty if nothing is."""
    held = _hold_seconds(speech)
    listening = bool(device.session_id)
    actual: dict[str, tuple[bool, object]] = {
        "says": (all(_in(word, text) for word in _list(expected)), text),
        "says_any": (any(_in(word, text) for word in _list(expected)), text),
        "never_says": (not any(_in(word, text) for word in _list(expected)), text),
        "begins": (text.casefold().startswith(str(expected).casefold()), text[:80]),
        "reprompt_says": (all(_in(word, reprompt) for word in _list(expected)), reprompt),
        "reprompt_never_says": (not any(_in(word, reprompt) for word in _list(expected)), reprompt),
        "microphone": (listening is expected, "open" if listening else "closed"),
        "hold": (isinstance(expected, float) and abs(held - expected) <= HOLD_TOLERANCE_SECONDS, f"{held:g} s"),
        "at_most": (isinstance(expected, float) and speech.seconds <= expected, f"{speech.seconds:.1f} s"),
        "session": (listening is (expected == "open"), "open" if listening else "ended"),
    }
    kept = ("place", "question", "disposition", "muscle")
    actual |= {
        name: (device.last_attributes.get(name, "none") == expected, device.last_attributes.get(name, "none"))
        for name in kept
    }
    holds, found = actual[key]
    return "" if holds else f"{key}: expected {expected}, got {found!r}"


def _list(expected: object) -> tuple[str, ...]:
    return expected if isinstance(expected, tuple) else ()


def _in(words: str, text: str) -> bool:
    """Whether the words stand in the text, as whole words."""
    return re.search(rf"(?<!\w){re.escape(words.casefold())}(?!\w)", text.casefold()) is not None


def _hold_seconds(speech: Speech) -> float:
    """From the first pause to the last, the cues between included."""
    held = [number for number, part in enumerate(speech.parts) if isinstance(part, Held)]
    return sum(part.seconds for part in speech.parts[held[0] : held[-1] + 1]) if held else 0.0
