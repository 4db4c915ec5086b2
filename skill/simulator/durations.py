"""Numbers and lengths of time, as people say them and as Alexa writes them."""

from fractions import Fraction

_ones = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_round = "twenty thirty forty fifty sixty seventy eighty ninety"
_small = {word: number for number, word in enumerate(_ones.split())}
_tens = {word: 10 * number for number, word in enumerate(_round.split(), 2)}
_vague = {"couple": 2, "few": 3, "several": 5}
# Each unit as ISO-8601 writes it, and what a part of one is counted in.
_units = {
    "second": ("T", "S", "", 0),
    "minute": ("T", "M", "second", 60),
    "hour": ("T", "H", "minute", 60),
    "day": ("", "D", "hour", 24),
    "night": ("", "D", "hour", 24),
    "week": ("", "W", "day", 7),
    "month": ("", "M", "day", 30),
    "year": ("", "Y", "month", 12),
}
_parts = {("quarter",): Fraction(1, 4), ("half",): Fraction(1, 2), ("three", "quarters"): Fraction(3, 4)}


def number_at(words: list[str], start: int) -> tuple[int, int] | None:
    """The whole number that begins at this word, and where it ends."""
    here, after = (*words[start : start + 2], "", "")[:2]
    if here.isdigit():
        return int(here), start + 1
    if here in _tens:
        one = _small.get(after, 0)
        return (_tens[here] + one, start + 2) if 0 < one < 10 else (_tens[here], start + 1)
    if here not in _small:
        return None
    if after != "hundred":
        return _small[here], start + 1
    rest = number_at(words, start + 3) if words[start + 2 : start + 3] == ["and"] else None
    return (100 * _small[here] + rest[0], rest[1]) if rest else (100 * _small[here], start + 2)


def duration_at(words: list[str], start: int) -> tuple[str, int] | None:
    """The length of time that begins at this word, as ISO-8601, and where it ends."""
    if words[start : start + 1] == ["yesterday"]:
        return "P1D", start + 1
    amount = _amount_at(words, start)
    if not amount or amount[1] == len(words):
        return None
    count, place = amount
    unit = words[place].removesuffix("s")
    place += 1
    if unit == "fortnight":
        unit, count = "week", count * 2
    if unit not in _units:
        return None
    if words[place : place + 3] == ["and", "a", "half"]:
        count, place = count + Fraction(1, 2), place + 3
    elif words[place : place + 2] in (["or", "two"], ["or", "three"]):
        count, place = Fraction(_small[words[place + 1]]), place + 2
    if words[place : place + 2] == ["or", "so"]:
        place += 2
    more = duration_at(words, place + 1) if words[place : place + 1] == ["and"] else duration_at(words, place)
    if more and _units[unit][2] and f"{_units[unit][2]}s" in words[place : more[1]]:
        return _joined(_iso(count, unit), more[0]), more[1]
    return _iso(count, unit), place


def _amount_at(words: list[str], start: int) -> tuple[Fraction, int] | None:
    """How many of a unit: `ten`, `a couple of`, `half an`, `two and a half`, `five or six`."""
    place = start + (words[start : start + 1] in (["a"], ["an"]) and len(words) > start + 1)
    for part, fraction in _parts.items():
        if tuple(words[place : place + len(part)]) == part:
            place += len(part)
            place += words[place : place + 1] == ["of"]
            return fraction, place + (words[place : place + 1] in (["a"], ["an"]))
    place += words[place : place + 1] == ["good"]
    if words[place : place + 1] and words[place] in _vague:
        return Fraction(_vague[words[place]]), place + 1 + (words[place + 1 : place + 2] == ["of"])
    number = number_at(words, place)
    if not number:
        return (Fraction(1), place) if place > start else None
    count, place = Fraction(number[0]), number[1]
    if words[place : place + 3] == ["and", "a", "half"]:
        return count + Fraction(1, 2), place + 3
    higher = number_at(words, place + 1) if words[place : place + 1] in (["or"], ["to"]) else None
    return (Fraction(higher[0]), higher[1]) if higher else (count, place)


def _iso(count: Fraction, unit: str) -> str:
    """So many of a unit; a part of one is counted in the next smaller unit."""
    section, letter, smaller, size = _units[unit]
    whole = int(count)
    text = f"P{section}{whole}{letter}" if whole else ""
    rest = int((count - whole) * size) if smaller else 0
    if not rest:
        return text or f"P{section}0{letter}"
    return _joined(text, _iso(Fraction(rest), smaller)) if text else _iso(Fraction(rest), smaller)


def _joined(longer: str, shorter: str) -> str:
    """One length of time from two, the longer unit first."""
    return longer + (shorter[2:] if "T" in longer else shorter[1:])
