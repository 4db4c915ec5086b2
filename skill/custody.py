"""The papers of every clinical sentence, read from the rules: claims and their sources."""

import re
from collections.abc import Iterator, Mapping

from skill.claim import Claim, Source
from skill.document import Entry
from skill.errors import Mark

_fact = re.compile(r"[FMSN]\d{1,3}")


def read_sources(root: Entry) -> dict[str, Source]:
    """Who says so, by id; raises RulesError."""
    return {name: _source(name, entry) for name, entry in root.record(("sources",))["sources"].entries().items()}


def _source(name: str, entry: Entry) -> Source:
    found = entry.record(("publisher", "title", "read", "seen"), ("address",))
    return Source(
        id=name,
        publisher=found["publisher"].text(),
        title=found["title"].text(),
        read=found["read"].day(),
        seen=found["seen"].choice("page", "copy", "editor"),
        address=found["address"].text() if "address" in found else "",
    )


def read_claims(topics: Mapping[str, Entry], sources: Mapping[str, Source]) -> Iterator[tuple[Claim, Mark]]:
    """Every claim of every topic, with its line; raises RulesError."""
    for topic, root in topics.items():
        entries = root.entries()
        owners: list[tuple[str, Entry]] = []
        if "claims" in entries:
            owners.append((topic, entries["claims"]))
        for step in entries["steps"].items() if "steps" in entries else ():
            found = step.entries()
            owners.append((f"{topic}.{found['id'].text()}", found["claims"]))
            for muscle, own in found["by_muscle"].entries().items() if "by_muscle" in found else ():
                owners.append((f"{topic}.{found['id'].text()}.{muscle}", own))
        for name, flag in entries["red_flags"].entries().items() if "red_flags" in entries else ():
            if "claims" in flag.entries():
                owners.append((f"{topic}.{name}", flag.entries()["claims"]))
        for owner, entry in owners:
            yield from _claims_of(owner, entry, sources)


def _claims_of(owner: str, entry: Entry, sources: Mapping[str, Source]) -> Iterator[tuple[Claim, Mark]]:
    for name, inner in entry.entries().items():
        key = f"{owner}.{name}"
        if "sources" not in inner.entries() and all(each.is_mapping for each in inner.entries().values()):
            yield from _claims_of(key, inner, sources)
            continue
        found = inner.record(("facts", "sources", "review_by", "must_say"))
        for each in found["facts"].items():
            if not _fact.fullmatch(each.text()):
                raise each.fault(f"{each.text()!r} is not a fact such as F68, M3, S2 or N1")
        for each in found["sources"].items():
            if each.text() not in sources:
                raise each.fault(f"there is no source {each.text()!r} in sources.yaml")
        if not found["sources"].items():
            raise found["sources"].fault("a claim needs a source")
        yield (
            Claim(
                key,
                found["facts"].texts(),
                found["sources"].texts(),
                found["review_by"].day(),
                found["must_say"].texts(),
            ),
            inner.mark,
        )
