"""Wrong rules, words or models stop the start-up, with file, line, key and reason."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from skill.app import create_app
from skill.builder import intents_answered
from skill.check import lapsed
from skill.cli import main
from skill.errors import DocumentError, HandlerCollision
from skill.handlers.topic import Topic
from skill.rulebook import Rulebook
from skill.settings import Settings

DATA = Settings()


@pytest.fixture
def tree(tmp_path: Path) -> Settings:
    """A copy of all data, to be spoiled."""
    shutil.copytree(DATA.rules, tmp_path / "rules")
    shutil.copytree(DATA.responses, tmp_path / "responses")
    shutil.copytree(DATA.interaction_model, tmp_path / "interaction_model")
    return Settings(
        rules=tmp_path / "rules",
        responses=tmp_path / "responses",
        interaction_model=tmp_path / "interaction_model",
    )


# What is spoiled, and what must be named.
SPOILED = [
    ("rules/relief.yaml", "hold: 20s", "hold: -3s", ["hold", "-3s"]),
    ("rules/relief.yaml", "hold: 20s", "hold: soon", ["hold", "soon"]),
    ("rules/relief.yaml", "hold: 20s", "hold: 20", ["hold", "20"]),
    ("rules/relief.yaml", "    where: in_bed\n", "", ["steps[0]", "'where' is missing"]),
    ("rules/relief.yaml", "where: in_bed", "where: upstairs", ["where", "upstairs"]),
    ("rules/relief.yaml", "silence: advance", "silence: shout", ["silence", "shout"]),
    ("rules/relief.yaml", "- id: massage", "- id: stretch", ["duplicate id", "stretch"]),
    ("rules/relief.yaml", "  safety: {", "  launch: {", ["claims.launch", "stands twice"]),
    ("rules/relief.yaml", "sources: [article, aaos]", "sources: [article, my_uncle]", ["my_uncle"]),
    ("rules/relief.yaml", "sources: [article, aaos]", "sources: []", ["needs a source"]),
    ("rules/relief.yaml", "review_by: 2027-11-01", "review_by: some day", ["review_by", "some day"]),
    ("rules/relief.yaml", "facts: [F68, F71, F72]", "facts: [my own]", ["facts", "my own"]),
    ("rules/relief.yaml", "no: go_on", "no: panic", ["questions.has_it_let_go.no", "panic"]),
    ("rules/relief.yaml", ", unsure: go_on", "", ["has_it_let_go", "'unsure' is missing"]),
    ("rules/relief.yaml", "silence: stay, safety: true", "silence: advance, safety: true", ["never passed over"]),
    ("rules/relief.yaml", "yes: flag over_ten_minutes", "yes: flag hiccups", ["hiccups"]),
    ("rules/doctor.yaml", "disposition: urgent", "disposition: meh", ["disposition", "meh"]),
    ("rules/doctor.yaml", "unclear: cold_pale_numb", "unclear: nothing", ["unclear", "nothing"]),
    ("rules/doctor.yaml", "ask: cold_pale_numb", "ask: nothing", ["nothing"]),
    ("rules/numbers.yaml", '"999"', '"nine"', ["countries.GB.emergency", "nine"]),
    ("responses/en/relief.yaml", "safety: ", "safe: ", ["relief", "safety", "missing"]),
    ("responses/en/relief.yaml", "Keep holding.", "Keep <brake/> holding.", ["cues", "unknown tag", "<brake/>"]),
    ("responses/en/relief.yaml", "Keep holding.", "Keep {{ holding }}.", ["cues", "unknown fact", "holding"]),
    ("responses/en/relief.yaml", "Keep holding.", "Keep {% nonsense %}.", ["cues", "nonsense"]),
    ("responses/en/relief.yaml", "Keep holding.", "Keep {{ holding.", ["cues"]),
    ("responses/en/relief.yaml", "Don't point them, that", "That", ["relief.yaml", "must say 'point'"]),
    ("responses/en/relief.yaml", '"And ease off."', '""', ["release", "empty"]),
    ("responses/en/relief.yaml", "\nsafety:", "\nspare: Hello.\nsafety:", ["spare", "nothing calls for"]),
    ("responses/en-GB.yaml", "not_sure", "not_secure", ["not_secure", "no such key"]),
    ("responses/en-GB.yaml", "{{ advice|digits }}", "{{ advice|shout }}", ["shout"]),
    ("interaction_model/en/slots.yaml", "      calf:", "      calves:", ["calves"]),
    ("interaction_model/en/relief.yaml", "  EasedIntent:", "  RelievedIntent:", ["RelievedIntent"]),
]


@pytest.mark.parametrize(("file", "before", "after", "named"), SPOILED, ids=lambda value: str(value)[:40])
def test_a_fault_stops_the_start_up_and_is_named(
    tree: Settings, file: str, before: str, after: str, named: list[str]
) -> None:
    path = tree.rules.parent / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(DocumentError) as raised:
        create_app(tree)
    said = str(raised.value)
    assert Path(file).name.split(".")[0] in said
    assert raised.value.mark.line >= 1
    assert raised.value.reason
    for each in named:
        assert each in said


@pytest.mark.parametrize(("file", "before", "after", "named"), SPOILED[:3] + SPOILED[20:24], ids=lambda v: str(v)[:40])
def test_cramp_coach_check_says_so_without_starting_anything(
    tree: Settings, file: str, before: str, after: str, named: list[str]
) -> None:
    path = tree.rules.parent / file
    path.write_text(path.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    result = CliRunner().invoke(
        main,
        ["check", "--rules", str(tree.rules), "--responses", str(tree.responses)],
    )
    assert result.exit_code == 1
    for each in named:
        assert each in result.output


def test_the_line_that_is_named_is_the_line_that_is_wrong(tree: Settings) -> None:
    path = tree.rules / "relief.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("hold: 30s", "hold: 300s"), encoding="utf-8")
    with pytest.raises(DocumentError) as raised:
        create_app(tree)
    line = path.read_text(encoding="utf-8").splitlines()[raised.value.mark.line - 1]
    assert "hold: 300s" in line


@pytest.mark.parametrize("broken", ["steps: [", "\t", "a: 1\na: 2", "", "- just\n- a list"])
def test_yaml_that_cannot_be_read_is_named_with_its_line(tree: Settings, broken: str) -> None:
    (tree.rules / "relief.yaml").write_text(broken, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"relief\.yaml:\d+"):
        create_app(tree)


def test_check_is_content_with_what_is_checked_in() -> None:
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 0, result.output
    assert "all agree" in result.output


def test_a_claim_may_be_said_on_its_review_date_and_is_named_the_day_after(rules: Rulebook) -> None:
    last = max(claim.review_by for claim in rules.claims.values())
    before_any = min(
        *(claim.review_by for claim in rules.claims.values()), *(each.review_by for each in rules.countries.values())
    )
    assert lapsed(rules, before_any) == []
    assert len(lapsed(rules, date(last.year + 1, 1, 1))) == len(rules.claims) + len(rules.countries)


def test_check_names_what_has_lapsed() -> None:
    result = CliRunner().invoke(main, ["check", "--today", "2031-01-01"])
    assert "relief.stretch.do" in result.output or "steps[0].claims.do" in result.output
    assert "was to be reviewed by 2027-11-01" in result.output


def test_two_handlers_may_not_claim_one_intent() -> None:
    one, other = Topic("one"), Topic("other")
    one.on("AMAZON.YesIntent")(lambda *_: None)  # type: ignore[arg-type]
    other.on("AMAZON.YesIntent")(lambda *_: None)  # type: ignore[arg-type]
    with pytest.raises(HandlerCollision, match=r"AMAZON\.YesIntent"):
        intents_answered((one, other))
