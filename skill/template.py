"""A sentence template: everything that it says, in words that Alexa takes."""

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import islice

from hassil.errors import MissingRuleError
from hassil.expression import Sentence
from hassil.parse_expression import parse_sentence
from hassil.parser import ParseError
from hassil.sample import sample_sentence

from skill.document import Entry

# Twelve shapes teach Alexa more than four hundred permutations of one, so a template gives at most this many samples.
SAMPLES_PER_TEMPLATE = 30
# A template that says more than this at once is hiding several.
SENTENCES_PER_TEMPLATE = 600
SAMPLE_LENGTH = 200

_braced = re.compile(r"\{([^{}]*)\}")
_allowed = re.compile(r"[a-z' _-]|(?<=\b[a-z])\.")


def parsed(entry: Entry) -> Sentence:
    """A template or a rule, ready to be said; raises on wrong syntax."""
    try:
        return parse_sentence(entry.text())
    except (ParseError, AssertionError) as problem:
        raise entry.fault(f"not a sentence template: {problem}") from problem


def sentences(template: Entry, rules: Mapping[str, Sentence], slots: Collection[str]) -> Iterator[str]:
    """Every sentence of a template, with its slots in braces; raises on what Alexa would refuse."""
    said = sample_sentence(parsed(template), expansion_rules=dict(rules), expand_lists=False)
    try:
        found = list(islice(said, SENTENCES_PER_TEMPLATE + 1))
    except MissingRuleError as problem:
        raise template.fault(f"unknown rule: {str(problem).rpartition(' ')[2]}") from problem
    except RecursionError as problem:
        raise template.fault("its rules lead back to themselves") from problem
    if len(found) > SENTENCES_PER_TEMPLATE:
        raise template.fault(f"says more than {SENTENCES_PER_TEMPLATE} sentences: split it")
    for sentence in dict.fromkeys(found):
        names = slots_in(sentence)
        for name in names:
            if name not in slots:
                raise template.fault(f"unknown slot: {{{name}}}")
            if names.count(name) > 1:
                raise template.fault(f"the slot {{{name}}} stands twice in {sentence.strip()!r}")
        yield plain(template, sentence)


def slots_in(sentence: str) -> list[str]:
    """The slots of a sentence, in order, by name."""
    return _braced.findall(sentence)


def plain(entry: Entry, text: str) -> str:
    """The text in small letters with single spaces; raises on what Alexa would refuse."""
    squeezed = " ".join(text.lower().split())
    if not squeezed:
        raise entry.fault("can be empty")
    if len(squeezed) > SAMPLE_LENGTH:
        raise entry.fault(f"{squeezed!r} is longer than {SAMPLE_LENGTH} characters")
    wrong = _allowed.sub("", _braced.sub("", squeezed))
    if wrong:
        raise entry.fault(f"{squeezed!r} holds {wrong[0]!r}, which Alexa does not take: letters, spaces, ' - _ only")
    return squeezed


def thinned(found: list[str]) -> list[str]:
    """At most so many sentences of a template, spread so that no choice within it goes unheard."""
    if len(found) <= SAMPLES_PER_TEMPLATE:
        return found
    golden = 0.6180339887498949
    places = {int(number * golden % 1 * len(found)) for number in range(SAMPLES_PER_TEMPLATE)}
    return [found[place] for place in sorted(places)]
