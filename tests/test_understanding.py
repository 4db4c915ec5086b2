"""What an utterance means, to the Alexa on the desk."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from skill.model import Model
from skill.simulator.phrasebook import Phrasebook
from skill.simulator.understanding import FALLBACK, LAUNCH, Understanding, Understood

TABLES = Path(__file__).parent / "understanding"
FLAGGING = {"RedFlagIntent", "CrampNowIntent"}
# What was reached over utterances.yaml; it may not fall.
FLOOR = 0.99
FLOOR_BY_TEMPLATE_ALONE = 0.87


def table(name: str) -> Any:
    # Every scalar is text: "no" is an utterance here, not a truth value.
    return yaml.load((TABLES / name).read_text(encoding="utf-8"), yaml.BaseLoader)


def rows() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every utterance of the table, with its intent and the slots that must be heard."""
    for intent, lines in table("utterances.yaml").items():
        for line in lines:
            ((text, slots),) = line.items() if isinstance(line, dict) else ((line, {}),)
            yield intent, text, slots


def is_right(heard: Understood, intent: str, slots: dict[str, str]) -> bool:
    same = heard.intent == intent or (intent == "RedFlagIntent" and heard.intent in FLAGGING)
    found = {name: slot.id or slot.value for name, slot in heard.slots.items()}
    return same and slots.items() <= found.items()


def test_the_table_has_a_dozen_utterances_of_every_intent(model: Model) -> None:
    counts = {intent: len(lines) for intent, lines in table("utterances.yaml").items()}
    assert set(counts) == {intent.name for intent in model.intents}
    assert {intent: count for intent, count in counts.items() if count < 12} == {}


def test_the_table_is_understood_as_well_as_it_ever_was(
    understanding: Understanding, capsys: pytest.CaptureFixture[str]
) -> None:
    heard = [(understanding.understand(text), intent, slots) for intent, text, slots in rows()]
    right = [found for found, intent, slots in heard if is_right(found, intent, slots)]
    by_template = sum(found.how != "nearest" for found in right)
    wrong = [
        f"  {found.utterance!r}: {found.intent}, not {intent} {slots}"
        for found, intent, slots in heard
        if not is_right(found, intent, slots)
    ]
    with capsys.disabled():
        print(f"\nunderstood: {len(right)} of {len(heard)}, {by_template} without likeness", *wrong, sep="\n")
    assert len(right) / len(heard) >= FLOOR
    assert by_template / len(heard) >= FLOOR_BY_TEMPLATE_ALONE


def test_every_sample_is_understood_as_its_own_intent(model: Model) -> None:
    book = Phrasebook(model)
    strays = [
        (sentence, owner, intent.name)
        for intent in model.intents
        for sentence in intent.sentences
        if (owner := book.owner(sentence)) != intent.name
    ]
    assert strays == []


@pytest.mark.parametrize(
    ("flag", "text"), [(flag, text) for flag, texts in table("must_trigger.yaml").items() for text in texts]
)
def test_a_red_flag_is_heard(understanding: Understanding, flag: str, text: str) -> None:
    heard = understanding.understand(text)
    assert heard.intent in FLAGGING
    assert heard.slots["red_flag"].id == flag


@pytest.mark.parametrize("text", table("must_not_trigger.yaml"))
def test_what_is_harmless_is_not_taken_for_a_red_flag(understanding: Understanding, text: str) -> None:
    heard = understanding.understand(text)
    assert heard.intent == "FlagDeniedIntent" or "red_flag" not in heard.slots


def test_the_two_lists_are_long_enough() -> None:
    assert sum(map(len, table("must_trigger.yaml").values())) >= 60
    assert len(table("must_not_trigger.yaml")) >= 60


@pytest.mark.parametrize(
    "text",
    [
        "open cramp coach",
        "start cramp coach",
        "Alexa, open Cramp Coach.",
        "launch cramp coach please",
        "talk to cramp coach",
        "cramp coach",
        "ask cramp coach",
    ],
)
def test_the_name_alone_launches(understanding: Understanding, text: str) -> None:
    heard = understanding.understand(text)
    assert (heard.intent, heard.how, heard.score) == (LAUNCH, "launch", 1.0)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("alexa, next", "AMAZON.NextIntent"),
        ("Alexa next", "AMAZON.NextIntent"),
        ("ask cramp coach for help", "AMAZON.HelpIntent"),
        ("tell cramp coach i've got a cramp", "CrampNowIntent"),
        ("tell cramp coach that my calf's cramping", "CrampNowIntent"),
        ("open cramp coach and say i have a cramp", "CrampNowIntent"),
        ("Alexa, tell cramp coach it's gone", "EasedIntent"),
    ],
)
def test_the_wake_word_and_the_name_before_a_request_do_not_matter(
    understanding: Understanding, text: str, intent: str
) -> None:
    assert understanding.understand(text).intent == intent


@pytest.mark.parametrize("text", ["It's gone!", "it’s gone", "its gone", "IT'S GONE", "it is gone", "  it's   gone. "])
def test_case_punctuation_and_apostrophes_do_not_matter(understanding: Understanding, text: str) -> None:
    heard = understanding.understand(text)
    assert (heard.utterance, heard.intent, heard.how) == (text, "EasedIntent", "template")


@pytest.mark.parametrize("text", ["my calfs locked up", "my calf's locked up", "my calf has locked up"])
def test_a_missing_apostrophe_after_a_slot_does_not_matter(understanding: Understanding, text: str) -> None:
    heard = understanding.understand(text)
    assert (heard.intent, heard.slots["muscle"].id) == ("CrampNowIntent", "calf")


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("five minutes", "PT5M"),
        ("5 minutes", "PT5M"),
        ("10mins", "PT10M"),
        ("twenty five minutes", "PT25M"),
        ("ten minutes or so", "PT10M"),
        ("a couple of minutes", "PT2M"),
        ("a minute or two", "PT2M"),
        ("five or six minutes", "PT6M"),
        ("ten to fifteen minutes", "PT15M"),
        ("a good ten minutes", "PT10M"),
        ("two and a half minutes", "PT2M30S"),
        ("half a minute", "PT30S"),
        ("ninety seconds", "PT90S"),
        ("half an hour", "PT30M"),
        ("a quarter of an hour", "PT15M"),
        ("three quarters of an hour", "PT45M"),
        ("an hour and a half", "PT1H30M"),
        ("an hour and ten minutes", "PT1H10M"),
        ("a few days", "P3D"),
        ("a day and a half", "P1DT12H"),
        ("two weeks", "P2W"),
        ("a fortnight", "P2W"),
    ],
)
def test_a_length_of_time_is_heard_as_alexa_writes_it(understanding: Understanding, text: str, time: str) -> None:
    heard = understanding.understand(f"it's been {text}")
    assert (heard.intent, heard.slots["duration"].value, heard.slots["duration"].id) == ("DurationIntent", time, None)


def test_a_slot_says_both_the_words_and_the_value(understanding: Understanding) -> None:
    muscle = understanding.understand("cramp in my lower leg").slots["muscle"]
    assert (muscle.value, muscle.id) == ("lower leg", "calf")


def test_a_flag_wins_over_whatever_else_the_words_could_mean(understanding: Understanding) -> None:
    assert understanding.understand("it's been more than ten minutes").slots["red_flag"].id == "over_ten_minutes"
    assert understanding.understand("it's gone but my leg is swollen").slots["red_flag"].id == "swollen_red_hot"


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("it has not gone away at all now", "EasedIntent"),
        ("it's a lot worse now", "EasedIntent"),
        ("it's so much worse", "EasedIntent"),
        ("the cramp is back now", "EasedIntent"),
        ("the cramp has gone and come back", "EasedIntent"),
        ("it's gone now for good", "BackIntent"),
        ("it is swollen not at all", "RedFlagIntent"),
        ("it's really bad", "EasedIntent"),
        ("no it's gone", "StillLockedIntent"),
        ("it's not red and swollen", "RedFlagIntent"),
    ],
)
def test_likeness_never_turns_a_meaning_round(understanding: Understanding, text: str, never: str) -> None:
    assert understanding.understand(text).intent != never


@pytest.mark.parametrize(
    "text", ["my foot is kind of numb and weird", "there was blood", "i feel all faint and clammy"]
)
def test_what_sounds_of_a_flag_is_never_taken_for_something_harmless(understanding: Understanding, text: str) -> None:
    heard = understanding.understand(text)
    assert heard.intent == FALLBACK or "red_flag" in heard.slots


@pytest.mark.parametrize("text", ["", "   ", "?!", "...", "42", "purple monkey dishwasher", "ünïcödé", "a" * 5000])
def test_what_means_nothing_falls_back(understanding: Understanding, text: str) -> None:
    heard = understanding.understand(text)
    assert (heard.intent, heard.slots, heard.how, heard.score) == (FALLBACK, {}, "fallback", 0.0)


def test_a_long_ramble_is_answered_quickly(understanding: Understanding) -> None:
    ramble = " and ".join(["my leg is cold and my foot is hot and my calf has been swollen for ten minutes"] * 20)
    assert understanding.understand(ramble).slots["red_flag"].id
