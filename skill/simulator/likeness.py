"""When one text may be taken for another: how alike they must be, and what must be the same in both."""

from skill.simulator.wording import plain_words

# How alike is alike enough, from 0 to 1: less will do by as much as it leads the next intent, up to LEAD.
ALIKE = 0.74
LEAD = 0.1
# Amazon's own intents are heard nearly word for word.
ALIKE_BUILT_IN = 0.82
# A red flag in an everyday word, or in other words than the model's, needs the most.
ALIKE_FLAG = 0.74
ALIKE_FAINT_FLAG = 0.95
# Of what both say, this much must be said by the same words; the rarer the word, the more it says.
SHARED = 0.4
# What a slot says by being there, beside a word's 0.2 (nearly every intent has it) to 3 (only one has it).
SLOT_WEIGHT = 0.5
# What a word that the model doesn't know takes from the likeness, as a share of all words.
UNKNOWN = 0.3

_negations = frozenset("not no never none nothing neither nor without hardly barely".split())
_turning = frozenset(
    "better worse gone back still again more less stop stopped next previous easier harder slower faster start over"
    " before after another".split()
)
_over = frozenset("ago better down less last luck off over stopped used".split())
_asking = frozenset("am can could did do how if is should was what when where which who why will would".split())
# What is a red flag only of a leg, or as an answer.
_everyday = frozenset(
    "a and or attack blue chemicals cold faint freezing grey heart hot infected lead pale poison purple red stroke"
    " toxic warm weak white".split()
)


def kind(text: str) -> tuple[object, ...]:
    """What must be the same in two texts that mean the same: their slots, and which way they point."""
    words = text.split()
    slots = frozenset(word for word in words if word.startswith("{"))
    return slots, tuple(sorted(_negations.intersection(words))), frozenset(_turning.intersection(words))


def turns(words: list[str]) -> bool:
    """Whether a word stands here that could turn round what stands beside it."""
    return not (_negations | _turning).isdisjoint(words)


def asks(words: list[str]) -> bool:
    """Whether these words ask rather than tell."""
    return words[0] in _asking


def takes_back(words: list[str]) -> bool:
    """Whether a word stands here that denies what stands beside it, or says that it is over."""
    return not (_negations | _over).isdisjoint(words)


def unmistakable(flag: str) -> bool:
    """Whether the words for a red flag are one wherever they stand."""
    return not _everyday.issuperset(plain_words(flag))


def clearly(score: float, next_score: float) -> bool:
    """Whether a likeness is enough, seeing how alike the next intent is."""
    return score >= ALIKE - max(-LEAD, min(score - next_score, LEAD))
