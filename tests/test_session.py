"""The session: what survives a turn, and what a stranger can do to it."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.rulebook import Rulebook, read_rulebook
from skill.session import SILENT_SECONDS, Session, read_session
from skill.triage import Disposition

RULES: Rulebook = read_rulebook()
WALKING = Session(
    place="stretch",
    question="has_it_let_go",
    then_place="massage",
    then_question="has_it_let_go",
    said_at=1000.0,
    prompt_seconds=30.0,
    reprompt_seconds=40.0,
    onset=990.0,
)
LED_ON_AFTER = 1000.0 + 30.0 + SILENT_SECONDS + 40.0 / 4

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=8,
)
field_names = st.sampled_from([*vars(Session()), "version", "deserialized_types"])


def test_an_answer_in_the_first_eight_seconds_finds_the_step_being_spoken() -> None:
    assert WALKING.at(1000.0 + 30.0 + 7.0).place == "stretch"


def test_at_the_boundary_the_person_has_not_moved_on() -> None:
    assert WALKING.at(LED_ON_AFTER).place == "stretch"


def test_past_the_boundary_the_reprompt_has_carried_the_person_on() -> None:
    moved = WALKING.at(LED_ON_AFTER + 0.1)
    assert (moved.place, moved.question, moved.then_place) == ("massage", "has_it_let_go", "")


def test_where_silence_stays_no_wait_is_long_enough_to_move_on() -> None:
    staying = replace(WALKING, then_place="", then_question="")
    assert staying.at(1_000_000.0).place == "stretch"


def test_a_session_survives_the_way_to_alexa_and_back() -> None:
    session = replace(
        WALKING,
        disposition=Disposition.URGENT,
        flag="swollen_red_hot",
        muscle="calf",
        checked=("over_ten_minutes", "cold_pale_numb"),
        eased=True,
        introduced=True,
        misses=2,
    )
    assert read_session(session.attributes(), RULES.known) == session


def test_a_new_session_takes_no_room() -> None:
    assert Session().attributes() == {"version": 1}


@given(anything)
def test_whatever_alexa_brings_back_a_session_comes_of_it(attributes: Any) -> None:
    assert isinstance(read_session(attributes, RULES.known), Session)


@given(field_names, anything)
def test_a_bad_key_defaults_alone_and_onset_and_disposition_survive(name: str, value: Any) -> None:
    good = replace(WALKING, disposition=Disposition.EMERGENCY, flag="chest_pain")
    read = read_session({**good.attributes(), name: value}, RULES.known)
    if name != "onset":
        assert read.onset == good.onset
    if name != "disposition":
        assert read.disposition is Disposition.EMERGENCY
    if name not in ("place", "then_place", "then_question"):
        assert read.place == "stretch"


@given(st.dictionaries(field_names, anything, max_size=12))
def test_what_is_read_is_always_a_place_and_a_question_of_ours(attributes: dict[str, Any]) -> None:
    session = read_session(attributes, RULES.known)
    assert session.place in ("", *RULES.known.steps)
    assert session.question in ("", *RULES.known.questions)
    assert 0 <= session.prompt_seconds <= 240
    assert read_session(session.attributes(), RULES.known) == session


@pytest.mark.parametrize("onset", [float("nan"), float("inf"), -1, "soon", True, [], {}, 1e300])
def test_an_unreadable_onset_counts_as_none(onset: object) -> None:
    assert read_session({"onset": onset}, RULES.known).onset is None
