"""Do rules, words, model and handlers agree? Every fault names file, line, key and reason."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from skill.builder import intents_answered
from skill.errors import DocumentError, Mark, ModelError, RulesError, WordsError
from skill.guide import Phase, Silence
from skill.hearing import RED_FLAG
from skill.model import Model
from skill.rulebook import Rulebook
from skill.session import PEOPLE
from skill.speech import MOST_BREAK, Said, spread
from skill.voice import LANGUAGE, WORDS_TOPIC, Voice

LOCALES = ("en-US", "en-GB", "en-CA", "en-AU", "en-IN", LANGUAGE)
# What a response may need to know beyond the country's numbers, with a value to try it with.
FACTS: dict[str, object] = {"minutes": 5, "number": 2, "total": 8}
HANDLERS = Path(__file__).parent


def check(rules: Rulebook, voice: Voice, model: Model) -> list[DocumentError]:
    """Every disagreement; none where the skill may start."""
    needed = dict(_needed(rules))
    faults = [*_unmet(rules, voice, needed), *_unspeakable(rules, voice)]
    if faults:
        return faults
    return [*_unsaid(rules, voice), *_unheld(rules, voice), *_unanswered(rules, model)]


def lapsed(rules: Rulebook, today: date) -> list[DocumentError]:
    """Every claim and number whose review date has passed."""
    claims = [
        RulesError(rules.marks[key], f"was to be reviewed by {claim.review_by}")
        for key, claim in rules.claims.items()
        if claim.review_by < today
    ]
    numbers = [
        RulesError(rules.marks[f"numbers.{country.id}"], f"was to be reviewed by {country.review_by}")
        for country in rules.countries.values()
        if country.review_by < today
    ]
    return [*claims, *numbers]


def keys_in_code(folder: Path = HANDLERS) -> frozenset[str]:
    """The response keys that the code names, read from its source: so that no list of them is kept by hand."""
    named: set[str] = set()
    for path in sorted(folder.glob("handlers/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_key(node.value):
                named.add(node.value)
    return frozenset(named)


def _is_key(text: str) -> bool:
    return bool(re.fullmatch(r"(relief|doctor|conversation)(\.[a-z_]+)+", text))


def _needed(rules: Rulebook) -> Iterator[tuple[str, Mark | None]]:
    """Every response key that can be spoken, with the line of the rules that calls for it."""
    for key in keys_in_code():
        yield key, None
    for key in rules.claims:
        yield key, rules.marks[key]
    for question in rules.questions.values():
        yield question.key, rules.marks[question.key]
        if question.silence is Silence.STAY:
            yield question.again, rules.marks[question.key]
    for step in rules.routine.steps:
        parts = [*(("cues", "release") if step.hold else ()), *(("sit",) if step.sit_first else ())]
        for part in (*parts, "why"):
            yield step.key(part), rules.marks[step.key("do")]
        for part in ("hurts", "easier", "more", "helper") if step.phase is Phase.LOCKED else ():
            yield step.key(part), rules.marks[step.key("do")]


def _unmet(rules: Rulebook, voice: Voice, needed: dict[str, Mark | None]) -> Iterator[DocumentError]:
    for key, mark in sorted(needed.items()):
        if key not in voice.keys:
            where = f"{mark.file}:{mark.line}" if mark else "the code"
            topic = key.partition(".")[0]
            raise_at = Mark(f"responses/{LANGUAGE}/{topic}.yaml", 1, key)
            yield WordsError(raise_at, f"the key is missing; {where} calls for it")
    for key in sorted(voice.keys - set(needed)):
        if not key.startswith(f"{WORDS_TOPIC}."):
            yield WordsError(voice.words(key).mark, "nothing calls for this key")
    for muscle in rules.other_muscles:
        if f"relief.elsewhere.{muscle}" not in voice.keys:
            yield WordsError(Mark(f"responses/{LANGUAGE}/relief.yaml", 1, f"relief.elsewhere.{muscle}"), "is missing")


def _unspeakable(rules: Rulebook, voice: Voice) -> Iterator[DocumentError]:
    """Words that need a fact which nobody gives, or that come to nothing."""
    for locale in LOCALES:
        facts = rules.country_facts(locale) | FACTS
        for key in sorted(item for each in voice.keys for item in voice.words(each).listed or (each,)):
            words = voice.words(key, locale)
            for unknown in sorted(words.facts - facts.keys()):
                yield WordsError(words.mark, f"unknown fact {unknown!r}; known: {', '.join(sorted(facts))}")
            if words.facts <= facts.keys() and not voice.text(key, facts, locale):
                yield WordsError(words.mark, f"says nothing in {locale}")


def _unsaid(rules: Rulebook, voice: Voice) -> Iterator[DocumentError]:
    """Claims that do not say what they must, in some country."""
    for key, claim in rules.claims.items():
        for locale in LOCALES:
            text = voice.text(key, rules.country_facts(locale) | FACTS, locale).casefold()
            for word in claim.must_say:
                if word.casefold() not in text:
                    yield WordsError(voice.words(key, locale).mark, f"must say {word!r} ({locale})")


def _unheld(rules: Rulebook, voice: Voice) -> Iterator[DocumentError]:
    """Holds with too few cues: a break may last 10 s at most."""
    for step in rules.routine.steps:
        if step.hold:
            cues = [Said(voice.text(key, FACTS, LANGUAGE)) for key in voice.words(step.key("cues")).listed]
            held = sum(part.seconds for part in spread(step.hold, cues))
            if held < step.hold - MOST_BREAK / 10:
                mark = voice.words(step.key("cues")).mark
                yield WordsError(mark, f"too few cues for a hold of {step.hold:g}s: a pause lasts at most 10s")


def _unanswered(rules: Rulebook, model: Model) -> Iterator[DocumentError]:
    """Intents without a handler, and ids that the model and the rules don't share."""
    answered = {*intents_answered(), RED_FLAG}
    heard = {intent.name: intent.mark for intent in model.intents}
    for name in sorted(heard.keys() - answered):
        yield ModelError(heard[name], "no handler answers it")
    for name in sorted(answered - heard.keys() - {"LaunchRequest"}):
        yield ModelError(
            Mark(f"interaction_model/{LANGUAGE}", 1, f"intents.{name}"), "is missing: a handler answers it"
        )
    ids = {
        "red_flag": set(rules.flags),
        "muscle": {*rules.leg_muscles, *rules.other_muscles},
        "step": {step.id for step in rules.routine.steps},
        "person": set(PEOPLE),
    }
    for slot, ours in ids.items():
        known = {value.id: value.mark for value in model.slots[slot].values}
        for name in sorted(known.keys() - ours):
            yield ModelError(known[name], "the rules know no such id")
        for name in sorted(ours - known.keys()):
            slots = Mark(f"interaction_model/{LANGUAGE}/slots.yaml", 1, f"slots.{slot}.{name}")
            yield ModelError(slots, "the model has no words for it")
