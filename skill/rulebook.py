"""skill/rules/*.yaml to the domain's frozen dataclasses; an error names file, line, key and reason."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from skill.claim import Claim, Source
from skill.custody import read_claims, read_sources
from skill.document import Entry, read_document, read_folder
from skill.errors import Mark, RulesError
from skill.guide import Act, Outcome, Phase, Question, Routine, Silence, Step, Where
from skill.session import Known
from skill.triage import Country, Disposition, RedFlag

FOLDER = Path(__file__).parent / "rules"
# The files that hold no topic of their own.
_shared = ("sources", "numbers")


@dataclass(frozen=True)
class Rulebook:
    """All that is true, in no language."""

    routine: Routine
    """The steps of the walk."""
    questions: Mapping[str, Question]
    """Every question, by id."""
    flags: Mapping[str, RedFlag]
    """Every red flag, by id."""
    unclear: str
    """The question that settles a red flag which could not be told from the list."""
    leg_muscles: tuple[str, ...]
    """The muscles that the steps are for."""
    other_muscles: tuple[str, ...]
    """The muscles that get no leg steps."""
    countries: Mapping[str, Country]
    """Telephone numbers, by the two letters of a country."""
    claims: Mapping[str, Claim]
    """Every clinical sentence, by its response key."""
    sources: Mapping[str, Source]
    """Who says so, by id."""
    marks: Mapping[str, Mark]
    """Where each claim, question and country stands, by response key or `numbers.<country>`."""

    @property
    def known(self) -> Known:
        """The ids that a session may hold."""
        return Known(
            steps=[step.id for step in self.routine.steps],
            questions=self.questions,
            flags=self.flags,
            muscles=(*self.leg_muscles, *self.other_muscles),
        )

    def country_facts(self, locale: str) -> dict[str, object]:
        """The numbers of a locale's country, as every response may use them; empty where there is none."""
        country = self.countries.get(locale.rpartition("-")[2])
        return {
            "emergency": country.emergency if country else "",
            "advice": country.advice if country else "",
        }


def read_rulebook(folder: Path = FOLDER) -> Rulebook:
    """The rules in a folder; raises RulesError with file, line, key and reason."""
    topics = {topic: root for topic, root in read_folder(folder, RulesError) if topic not in _shared}
    for topic in ("relief", "doctor"):
        if topic not in topics:
            raise RulesError(Mark(str(folder / f"{topic}.yaml"), 1, ""), "there is no such file")
    sources = read_sources(read_document(folder / "sources.yaml", RulesError))
    relief = topics["relief"].record(("muscles", "steps", "claims", "questions"))
    doctor = topics["doctor"].record(("red_flags", "unclear", "claims", "questions"))
    muscles = relief["muscles"].record(("leg", "elsewhere"))
    leg = muscles["leg"].texts()
    steps = _unique(_step(entry, leg) for entry in relief["steps"].items())
    if not steps or steps[0].where is not Where.IN_BED:
        raise relief["steps"].fault("the first step must be done in bed")
    questions = {
        question.id: question
        for topic, root in topics.items()
        for question in _questions(topic, root.entries().get("questions"))
    }
    flags = {name: _flag(name, entry) for name, entry in doctor["red_flags"].entries().items()}
    claims = list(read_claims(topics, sources))
    countries = read_document(folder / "numbers.yaml", RulesError)
    rulebook = Rulebook(
        routine=Routine(tuple(steps)),
        questions=questions,
        flags=flags,
        unclear=doctor["unclear"].choice(*questions),
        leg_muscles=leg,
        other_muscles=muscles["elsewhere"].texts(),
        countries=dict(_countries(countries)),
        claims={claim.key: claim for claim, _ in claims},
        sources=sources,
        marks={claim.key: mark for claim, mark in claims} | _other_marks(topics, questions, countries),
    )
    _targets(topics, rulebook)
    return rulebook


def _unique(steps: Iterator[tuple[Step, Entry]]) -> list[Step]:
    seen: dict[str, Step] = {}
    for step, entry in steps:
        if step.id in seen:
            raise entry.fault(f"duplicate id {step.id!r}")
        seen[step.id] = step
    return list(seen.values())


def _step(entry: Entry, muscles: tuple[str, ...]) -> tuple[Step, Entry]:
    found = entry.record(
        ("id", "phase", "hold", "where", "silence", "claims"),
        ("not_for", "by_muscle", "then_ask", "sit_first", "longest"),
    )
    by_muscle = found["by_muscle"].entries() if "by_muscle" in found else {}
    barred = found["not_for"].items() if "not_for" in found else []
    for name, own in by_muscle.items():
        if name not in muscles:
            raise own.fault(f"{name!r} is not one of the leg muscles: {', '.join(muscles)}")
    step = Step(
        id=found["id"].text(),
        phase=Phase(found["phase"].choice(*Phase)),
        hold=found["hold"].seconds(0, 60),
        longest=found["longest"].seconds(0, 60) if "longest" in found else 0.0,
        sit_first=found["sit_first"].seconds(0, 10) if "sit_first" in found else 0.0,
        where=Where(found["where"].choice(*Where)),
        silence=Silence(found["silence"].choice(*Silence)),
        parts=frozenset(found["claims"].entries()),
        then_ask=found["then_ask"].text() if "then_ask" in found else "",
        not_for=frozenset(each.choice(*muscles) for each in barred),
        by_muscle={name: frozenset(own.entries()) for name, own in by_muscle.items()},
    )
    if "do" not in step.parts:
        raise found["claims"].fault("the claim 'do' is missing: what is the step?")
    return step, found["id"]


def _flag(name: str, entry: Entry) -> RedFlag:
    found = entry.record(("disposition",), ("ask", "claims", "not_sure"))
    if ("ask" in found) == ("claims" in found):
        raise entry.fault("must have either 'claims', or 'ask' with the question that settles it")
    disposition = found["disposition"].choice("urgent", "emergency")
    not_sure = "not_sure" in found and found["not_sure"].flag()
    ask = found["ask"].text() if "ask" in found else ""
    return RedFlag(name, Disposition.named(disposition), not_sure, ask)


def _questions(topic: str, entry: Entry | None) -> Iterator[Question]:
    for name, answers in entry.entries().items() if entry else ():
        found = answers.record(("yes", "no", "unsure", "silence"), ("safety", "timed"))
        safety = "safety" in found and found["safety"].flag()
        silence = Silence(found["silence"].choice(*Silence))
        if safety and silence is not Silence.STAY:
            raise found["silence"].fault("a safety question is never passed over: silence must stay")
        yield Question(
            id=name,
            topic=topic,
            yes=_outcome(found["yes"]),
            no=_outcome(found["no"]),
            unsure=_outcome(found["unsure"]),
            silence=silence,
            safety=safety,
            timed="timed" in found and found["timed"].flag(),
        )


def _outcome(entry: Entry) -> Outcome:
    name, _, target = entry.text().partition(" ")
    if name not in set(Act):
        raise entry.fault(f"{name!r} is not one of: {', '.join(sorted(Act))}")
    act = Act(name)
    if bool(target) != (act in (Act.ASK, Act.FLAG)):
        raise entry.fault("'ask' and 'flag' name what they are about, and nothing else does")
    return Outcome(act, target)


def _targets(topics: Mapping[str, Entry], rulebook: Rulebook) -> None:
    """Every question or flag that an answer or a flag leads to must be there."""
    for topic, root in topics.items():
        entries = root.entries()
        for name, entry in entries["questions"].entries().items() if "questions" in entries else ():
            if rulebook.questions[name].topic != topic:
                raise entry.fault(f"duplicate id {name!r}: it stands in {topic}.yaml too")
            for answer in ("yes", "no", "unsure"):
                outcome = _outcome(entry.entries()[answer])
                known = rulebook.flags if outcome.act is Act.FLAG else rulebook.questions
                if outcome.target and outcome.target not in known:
                    raise entry.entries()[answer].fault(f"there is no {outcome.target!r} in the rules")
    for entry in topics["relief"].entries()["steps"].items():
        asked = entry.entries().get("then_ask")
        if asked and asked.text() not in rulebook.questions:
            raise asked.fault(f"there is no question {asked.text()!r}")
    for name, entry in topics["doctor"].entries()["red_flags"].entries().items():
        if rulebook.flags[name].ask and rulebook.flags[name].ask not in rulebook.questions:
            raise entry.entries()["ask"].fault(f"there is no question {rulebook.flags[name].ask!r}")


def _other_marks(topics: Mapping[str, Entry], questions: Mapping[str, Question], countries: Entry) -> dict[str, Mark]:
    asked = {
        questions[name].key: entry.mark
        for root in topics.values()
        if "questions" in root.entries()
        for name, entry in root.entries()["questions"].entries().items()
    }
    numbers = countries.entries()["countries"].entries()
    return asked | {f"numbers.{name}": entry.mark for name, entry in numbers.items()}


def _countries(root: Entry) -> Iterator[tuple[str, Country]]:
    for name, entry in root.record(("countries",))["countries"].entries().items():
        found = entry.record(("emergency", "source", "seen", "review_by"), ("advice",))
        for key in ("emergency", "advice"):
            if key in found and not re.fullmatch(r"[\d ]{3,15}", found[key].text()):
                raise found[key].fault(f"{found[key].text()!r} is not a telephone number")
        yield (
            name,
            Country(
                id=name,
                emergency=found["emergency"].text(),
                advice=found["advice"].text() if "advice" in found else "",
                source=found["source"].text(),
                review_by=found["review_by"].day(),
            ),
        )
