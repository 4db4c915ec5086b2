"""What people say: read, checked, and compiled to Alexa's JSON."""

import re
import time
from pathlib import Path

import pytest

from skill.errors import ModelError
from skill.model import LOCALES, Model, read_model, stale_locales, write_locales
from skill.settings import Settings
from skill.template import SAMPLES_PER_TEMPLATE
from tests.conftest import ROOT

SLOTS = """\
slots:
  time: {type: AMAZON.DURATION}
  muscle:
    type: MUSCLE
    values:
      calf: [calf, calf muscle]
      foot: [foot]
rules:
  my: "(my|the)"
"""
TOPIC = """\
invocation: cramp coach
intents:
  CrampNowIntent:
    templates:
      - "i've got a cramp [in <my> {muscle}]"
  AMAZON.StopIntent:
    templates: []
"""


def folder(place: Path, topic: str = TOPIC, slots: str = SLOTS) -> Path:
    (place / "slots.yaml").write_text(slots, encoding="utf-8")
    (place / "topic.yaml").write_text(topic, encoding="utf-8")
    return place


def with_template(template: str) -> str:
    return TOPIC.replace("i've got a cramp [in <my> {muscle}]", template)


def fault(place: Path, topic: str = TOPIC, slots: str = SLOTS) -> ModelError:
    with pytest.raises(ModelError) as raised:
        read_model(folder(place, topic, slots))
    return raised.value


def test_a_template_says_every_choice_with_its_slots_in_braces(tmp_path: Path) -> None:
    cramp = read_model(folder(tmp_path)).intents[0]
    assert cramp.sentences == (
        "i've got a cramp in my {muscle}",
        "i've got a cramp in the {muscle}",
        "i've got a cramp",
    )
    assert cramp.slots == ("muscle",)


def test_an_intent_and_a_value_know_where_they_stand(tmp_path: Path) -> None:
    model = read_model(folder(tmp_path))
    assert str(model.intents[0].mark) == f"{tmp_path / 'topic.yaml'}:3: intents.CrampNowIntent"
    assert str(model.slots["muscle"].values[1].mark) == f"{tmp_path / 'slots.yaml'}:7: slots.muscle.values.foot"


def test_the_json_is_what_the_developer_console_takes(tmp_path: Path) -> None:
    assert read_model(folder(tmp_path)).alexa()["interactionModel"]["languageModel"] == {
        "invocationName": "cramp coach",
        "intents": [
            {
                "name": "CrampNowIntent",
                "slots": [{"name": "muscle", "type": "MUSCLE"}],
                "samples": [
                    "i've got a cramp in my {muscle}",
                    "i've got a cramp in the {muscle}",
                    "i've got a cramp",
                ],
            },
            {"name": "AMAZON.StopIntent", "slots": [], "samples": []},
        ],
        "types": [
            {
                "name": "MUSCLE",
                "values": [
                    {"id": "calf", "name": {"value": "calf", "synonyms": ["calf muscle"]}},
                    {"id": "foot", "name": {"value": "foot", "synonyms": []}},
                ],
            }
        ],
        "modelConfiguration": {"fallbackIntentSensitivity": {"level": "MEDIUM"}},
    }


def test_a_large_template_gives_a_few_samples_in_which_every_choice_is_heard(tmp_path: Path) -> None:
    choices = [f"{letter}{letter}" for letter in "abcdefghij"]
    cramp = read_model(folder(tmp_path, with_template(f"({'|'.join(choices)}) ({'|'.join(choices)})"))).intents[0]
    assert len(cramp.sentences) == 100
    assert len(cramp.samples) == SAMPLES_PER_TEMPLATE
    assert {sample.split()[0] for sample in cramp.samples} == set(choices)
    assert {sample.split()[1] for sample in cramp.samples} == set(choices)


def test_a_built_in_intent_keeps_every_sentence_since_it_is_only_heard_word_for_word(tmp_path: Path) -> None:
    wide = '["(a|b|c|d|e|f|g) (a|b|c|d|e|f|g)"]'
    topic = TOPIC.replace("AMAZON.StopIntent:\n    templates: []", f"AMAZON.StopIntent:\n    templates: {wide}")
    assert len(read_model(folder(tmp_path, topic)).intents[1].samples) == 49


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("a (cramp", "not a sentence template"),
        ("a cramp]", "not a sentence template"),
        ("a {} cramp", "not a sentence template"),
        ("a cramp in my {toe}", "unknown slot: {toe}"),
        ("a <bad> cramp", "unknown rule: <bad>"),
        ("a {muscle} cramp in my {muscle}", "the slot {muscle} stands twice"),
        ("[a|the]", "can be empty"),
        ("a cramp for 5 minutes", "holds '5'"),
        ("have i a cramp?", "holds '?'"),
        ("a cramp. now", "holds '.'"),
        (f"a {'very ' * 40}bad cramp", "longer than 200 characters"),
        ("(a|b|c|d|e|f|g|h) (a|b|c|d|e|f|g|h) (a|b|c|d|e|f|g|h) (a|b)", "says more than 600 sentences"),
    ],
)
def test_a_wrong_template_stops_with_its_file_line_key_and_reason(tmp_path: Path, template: str, reason: str) -> None:
    error = fault(tmp_path, with_template(template))
    assert error.mark.file == str(tmp_path / "topic.yaml")
    assert error.mark.line == 5
    assert error.mark.key == "intents.CrampNowIntent.templates[0]"
    assert reason in error.reason


def test_an_abbreviation_may_have_its_full_stops(tmp_path: Path) -> None:
    assert read_model(folder(tmp_path, with_template("call the g. p."))).intents[0].samples == ("call the g. p.",)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Cramp2Intent", "named in letters"),
        ("cramp", "named in letters"),
        ("AMAZON.CrampIntent", "not an intent of Amazon's"),
    ],
)
def test_an_intent_of_wrong_form_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    error = fault(tmp_path, TOPIC.replace("CrampNowIntent", name))
    assert (error.mark.line, error.mark.key) == (3, f"intents.{name}")
    assert reason in error.reason


def test_one_sentence_may_not_belong_to_two_intents_whatever_its_case_and_spaces(tmp_path: Path) -> None:
    topic = TOPIC + "  PainIntent:\n    templates: ['I\\'ve  got a Cramp']\n".replace("\\'", "''")
    error = fault(tmp_path, topic)
    assert error.mark.key == "intents.PainIntent.templates[0]"
    assert '"i\'ve got a cramp" belongs to' in error.reason
    assert "topic.yaml:5: intents.CrampNowIntent.templates[0]" in error.reason


def test_an_intent_of_our_own_needs_a_template(tmp_path: Path) -> None:
    error = fault(tmp_path, TOPIC + "  EasedIntent:\n    templates: []\n")
    assert error.mark.key == "intents.EasedIntent"


def test_an_intent_of_amazons_takes_no_slots(tmp_path: Path) -> None:
    stop = "AMAZON.StopIntent:\n    templates: []"
    error = fault(tmp_path, TOPIC.replace(stop, stop.replace("[]", '["stop the {muscle}"]')))
    assert error.mark.key == "intents.AMAZON.StopIntent"
    assert error.reason == "an intent of Amazon's takes no slots: {muscle}"


def test_rules_that_lead_back_to_themselves_are_refused(tmp_path: Path) -> None:
    error = fault(tmp_path, with_template("a <one>"), SLOTS + '  one: "<two>"\n  two: "<one>"\n')
    assert "lead back to themselves" in error.reason


@pytest.mark.parametrize(
    ("slots", "key", "reason"),
    [
        (SLOTS.replace("foot: [foot]", "foot: [Calf]"), "slots.muscle.values.foot[0]", "'calf' stands twice in MUSCLE"),
        (SLOTS.replace("foot: [foot]", "foot: []"), "slots.muscle.values.foot", "at least one word"),
        (SLOTS.replace("foot: [foot]", "foot: [foot 1]"), "slots.muscle.values.foot[0]", "holds '1'"),
        (SLOTS.replace("AMAZON.DURATION", "AMAZON.TIME"), "slots.time.type", "'AMAZON.TIME' is not one of"),
        (SLOTS.replace("type: MUSCLE", "type: muscle"), "slots.muscle.type", "capitals"),
        (SLOTS.replace("muscle:", "Muscle:"), "slots.Muscle", "small letters"),
        (SLOTS.replace("(my|the)", "(my|the"), "rules.my", "not a sentence template"),
    ],
)
def test_a_wrong_slot_or_rule_is_refused(tmp_path: Path, slots: str, key: str, reason: str) -> None:
    error = fault(tmp_path, slots=slots)
    assert error.mark.file == str(tmp_path / "slots.yaml")
    assert error.mark.key == key
    assert reason in error.reason


@pytest.mark.parametrize(
    "name",
    ["cramp", "Cramp Coach", "cramp coach 2", "open cramp coach", "alexa cramp coach", "the cramp", "cramp for night"],
)
def test_an_invocation_name_that_amazon_would_refuse_is_refused(tmp_path: Path, name: str) -> None:
    error = fault(tmp_path, TOPIC.replace("cramp coach", name))
    assert (error.mark.line, error.mark.key) == (1, "invocation")


def test_the_invocation_name_must_stand_once(tmp_path: Path) -> None:
    assert "invocation" in fault(tmp_path, TOPIC.replace("invocation: cramp coach\n", "")).reason
    assert "stands twice" in fault(tmp_path, slots=SLOTS + "invocation: cramp coach\n").reason


def test_the_locales_are_written_alike_and_only_when_stale(tmp_path: Path) -> None:
    model = read_model(folder(tmp_path))
    assert write_locales(model, tmp_path) == [tmp_path / f"{locale}.json" for locale in LOCALES]
    assert {(tmp_path / f"{locale}.json").read_text(encoding="utf-8") for locale in LOCALES} == {model.compiled()}
    assert write_locales(model, tmp_path) == []
    (tmp_path / "en-GB.json").write_text("{}", encoding="utf-8")
    assert stale_locales(model, tmp_path) == [tmp_path / "en-GB.json"]


# The model of the skill itself.


def test_the_checked_in_json_is_not_stale(model: Model) -> None:
    assert stale_locales(model, ROOT / "interaction_model") == [], "run: cramp-coach model"


def test_every_intent_of_our_own_has_at_least_thirty_samples(model: Model) -> None:
    ours = {intent.name: len(intent.samples) for intent in model.intents if not intent.name.startswith("AMAZON.")}
    assert {name: count for name, count in ours.items() if count < 30} == {}


def test_the_intents_that_amazon_wants_are_there(model: Model) -> None:
    names = {intent.name for intent in model.intents}
    wanted = ("Cancel", "Help", "Stop", "NavigateHome", "Fallback")
    assert {f"AMAZON.{name}Intent" for name in wanted} <= names


def test_every_sample_is_plain_english_for_alexa(model: Model) -> None:
    samples = [sample for intent in model.intents for sample in intent.samples]
    assert len(samples) == len(set(samples))
    wrong = [sample for sample in samples if not re.fullmatch(r"(\{[a-z_]+\}|[a-z' -])+", sample) or "  " in sample]
    assert wrong == []


def test_the_whole_model_is_read_in_well_under_half_a_second(settings: Settings) -> None:
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        read_model(settings.interaction_model / "en")
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.5
