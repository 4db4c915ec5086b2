"""Response keys and facts to speech, and speech to SSML: the one place where text is rendered and escaped."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.sax.saxutils import escape

import jinja2
from jinja2 import meta

from skill.document import Entry, read_document, read_folder
from skill.errors import Mark, WordsError
from skill.reply import Hold, Phrase, Say
from skill.speech import MOST_BREAK, Held, Said, Speech, spread

LANGUAGE = "en"
WORDS_TOPIC = "words"
# Around what is read digit by digit: private-use characters that no text from outside may hold.
DIGITS_OPEN, DIGITS_CLOSE = "\ue000", "\ue001"
_unspeakable = re.compile(r"[\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufffe\uffff\ud800-\udfff]+")
_tag = re.compile(r"<\s*/?\s*(\w[\w:-]*)[^>]*>?|[<>]")


@dataclass(frozen=True)
class Words:
    """One response: its template, and where it stands."""

    mark: Mark
    """The line that a maintainer must go to."""
    template: jinja2.Template
    """The compiled template."""
    facts: frozenset[str]
    """What it needs to know."""
    listed: tuple[str, ...] = ()
    """For a list: the keys of its items, and nothing else of this holds."""


def clean(fact: object) -> object:
    """A fact from outside, without the characters that no voice can say."""
    return _unspeakable.sub(" ", fact) if isinstance(fact, str) else fact


def digits(value: object) -> str:
    """Jinja filter: have a number read digit by digit."""
    return f"{DIGITS_OPEN}{value}{DIGITS_CLOSE}"


class Voice:
    """All the words of the skill, in one language with its countries."""

    def __init__(self, folder: Path) -> None:
        """Reads `folder`/en/*.yaml and `folder`/en-*.yaml; raises WordsError with file, line, key, reason."""
        self._environment = jinja2.Environment(undefined=jinja2.StrictUndefined, keep_trailing_newline=False)
        self._environment.filters["digits"] = digits
        self._general: dict[str, Words] = {}
        for topic, root in read_folder(folder / LANGUAGE, WordsError):
            self._general |= dict(self._leaves(topic, root))
        self._by_country: dict[str, dict[str, Words]] = {}
        for path in sorted(folder.glob(f"{LANGUAGE}-*.yaml")):
            own = dict(self._leaves("", read_document(path, WordsError)))
            for key, words in own.items():
                if key not in self._general:
                    raise WordsError(words.mark, f"{LANGUAGE}/ has no such key to put another word for")
            self._by_country[path.stem] = self._general | own

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every response key, the items of lists by their list."""
        items = {item for words in self._general.values() for item in words.listed}
        return frozenset(key for key in self._general if key not in items)

    def words(self, key: str, locale: str = LANGUAGE) -> Words:
        """The words of a key for a locale, or the language's own; raises KeyError."""
        return self._by_country.get(locale, self._general)[key]

    def text(self, key: str, facts: Mapping[str, object], locale: str) -> str:
        """A key's words as they sound in a country; raises WordsError on a fact that is missing."""
        words = self.words(key, locale)
        if words.listed:
            return " ".join(self.text(item, facts, locale) for item in words.listed)
        known = {name: clean(fact) for name, fact in facts.items()}
        try:
            rendered = words.template.render(known | {WORDS_TOPIC: _CountryWords(self, locale)})
        except jinja2.UndefinedError as problem:
            raise WordsError(words.mark, str(problem)) from problem
        return " ".join(rendered.split())

    def speech(self, phrases: Sequence[Phrase], facts: Mapping[str, object], locale: str, rate: float = 1.0) -> Speech:
        """The phrases as speech at a rate; `facts` are the country's, known to every response."""
        parts: list[Said | Held] = []
        for phrase in phrases:
            if isinstance(phrase, Say):
                parts.append(Said(self.text(phrase.key, {**facts, **phrase.facts}, locale)))
            elif isinstance(phrase, Hold):
                keys = [item for key in phrase.cues for item in self.words(key, locale).listed or (key,)]
                if phrase.sparse:
                    keys = keys[: math.ceil(phrase.seconds / MOST_BREAK) - 1]
                parts += spread(phrase.seconds, [Said(self.text(key, facts, locale)) for key in keys], rate)
        return Speech(tuple(_joined(parts)), rate)

    def _leaves(self, path: str, entry: Entry) -> Iterator[tuple[str, Words]]:
        if entry.is_mapping:
            for name, inner in entry.entries().items():
                yield from self._leaves(f"{path}.{name}" if path else name, inner)
        elif entry.is_list:
            items = [(f"{path}.{number}", item) for number, item in enumerate(entry.items(), 1)]
            for key, item in items:
                yield key, self._words(item)
            yield (
                path,
                Words(entry.mark, self._environment.from_string(""), frozenset(), tuple(key for key, _ in items)),
            )
        else:
            yield path, self._words(entry)

    def _words(self, entry: Entry) -> Words:
        text = entry.text()
        if tag := _tag.search(text):
            raise entry.fault(f"unknown tag {tag.group(0)!r}: words hold no markup")
        try:
            tree = self._environment.parse(text)
            facts = frozenset(meta.find_undeclared_variables(tree)) - {WORDS_TOPIC}
            return Words(entry.mark, self._environment.from_string(tree), facts)
        except jinja2.TemplateError as problem:
            raise entry.fault(str(problem)) from problem


class _CountryWords:
    """`words.<name>` inside a template: a plain word that differs by country."""

    def __init__(self, voice: Voice, locale: str) -> None:
        self._voice = voice
        self._locale = locale

    def __getitem__(self, name: str) -> str:
        return self._voice.text(f"{WORDS_TOPIC}.{name}", {}, self._locale)


def ssml(speech: Speech) -> str:
    """The speech as Alexa takes it: escaped here, once, and nowhere else."""
    inner = " ".join(_ssml_part(part) for part in speech.parts)
    if speech.rate != 1.0:
        inner = f'<prosody rate="{round(speech.rate * 100)}%">{inner}</prosody>'
    return f"<speak>{inner}</speak>"


def plain(speech: Speech) -> str:
    """The words as a person reads them."""
    return speech.words.replace(DIGITS_OPEN, "").replace(DIGITS_CLOSE, "")


def _ssml_part(part: Said | Held) -> str:
    if isinstance(part, Held):
        return f'<break time="{round(part.seconds * 1000)}ms"/>'
    return escape(part.text).replace(DIGITS_OPEN, '<say-as interpret-as="digits">').replace(DIGITS_CLOSE, "</say-as>")


def _joined(parts: Sequence[Said | Held]) -> Iterator[Said | Held]:
    """The parts with neighbouring words made one, so that two pauses never meet and sentences flow."""
    waiting: list[str] = []
    for part in parts:
        if isinstance(part, Said):
            waiting.append(part.text)
            continue
        if waiting:
            yield Said(" ".join(waiting))
            waiting = []
        yield part
    if waiting:
        yield Said(" ".join(waiting))
