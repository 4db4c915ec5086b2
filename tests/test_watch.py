"""The red-flag watch and the ten-minute clock, each rule at both sides."""

from dataclasses import replace

import pytest

from skill.rulebook import read_rulebook
from skill.session import Session
from skill.triage import Disposition, RedFlag, assess
from skill.turn import DAY, Meaning, Turn
from skill.watch import LIMIT_SECONDS, Look, Verdict, elapsed, look_ahead, verdict, wind

RULES = read_rulebook()
T = 1_000_000.0


def turn(meaning: Meaning = Meaning.OTHER, now: float = T, **said: object) -> Turn:
    return Turn("AnyIntent", now, meaning=meaning, **said)  # type: ignore[arg-type]


def judged(said: Turn, session: Session) -> Verdict | None:
    return verdict(said, wind(session, said), RULES.flags, RULES.unclear)


# The clock's start


def test_the_clock_starts_when_a_cramp_is_reported() -> None:
    assert wind(Session(), turn(Meaning.CRAMP)).onset == T


def test_a_stated_duration_sets_the_onset_back() -> None:
    assert wind(Session(), turn(Meaning.CRAMP, duration=300.0)).onset == T - 300


def test_the_earliest_onset_wins() -> None:
    assert wind(Session(onset=T - 400), turn(Meaning.STILL_LOCKED, duration=120.0)).onset == T - 400
    assert wind(Session(onset=T - 60), turn(Meaning.STILL_LOCKED, duration=120.0)).onset == T - 120


def test_its_back_after_gone_starts_anew() -> None:
    assert wind(Session(onset=T - 550, eased=True), turn(Meaning.BACK)).onset == T


def test_its_back_without_gone_does_not_reset_the_clock() -> None:
    assert wind(Session(onset=T - 550), turn(Meaning.BACK)).onset == T - 550


def test_a_day_or_more_means_recurring_cramps_and_starts_no_clock() -> None:
    assert wind(Session(), turn(Meaning.CRAMP, duration=DAY)).onset is None
    assert wind(Session(), turn(Meaning.CRAMP, duration=DAY - 1)).onset == T - DAY + 1


def test_a_question_starts_no_clock() -> None:
    assert wind(Session(), turn(Meaning.OTHER)).onset is None


def test_a_clock_that_is_ahead_of_the_request_counts_as_just_begun() -> None:
    assert elapsed(Session(onset=T + 99), T) == 0


# The ten minutes


def test_just_before_ten_minutes_the_walk_goes_on() -> None:
    assert judged(turn(), Session(onset=T - LIMIT_SECONDS + 1)) is None


def test_at_ten_minutes_the_clock_answers_conditionally() -> None:
    assert judged(turn(), Session(onset=T - LIMIT_SECONDS)) == Verdict("over_ten_minutes", conditional=True)


def test_still_locked_at_ten_minutes_is_answered_without_an_if() -> None:
    found = judged(turn(Meaning.STILL_LOCKED), Session(onset=T - LIMIT_SECONDS))
    assert found == Verdict("over_ten_minutes", conditional=False)


@pytest.mark.parametrize("meaning", [Meaning.EASED, Meaning.STOP])
def test_gone_and_stop_outrank_the_clock(meaning: Meaning) -> None:
    assert judged(turn(meaning), Session(onset=T - 5000)) is None


# Flags


@pytest.mark.parametrize("meaning", list(Meaning))
def test_a_flag_outranks_everything(meaning: Meaning) -> None:
    assert judged(turn(meaning, flag="chest_pain"), Session(onset=T - 5000)) == Verdict("chest_pain")


def test_a_flag_that_could_not_be_told_is_settled_by_a_question() -> None:
    assert judged(turn(unclear_flag=True), Session()) == Verdict(ask=RULES.unclear)


def test_a_leg_that_cannot_be_moved_is_asked_about_first() -> None:
    assert judged(turn(flag="cannot_move"), Session()) == Verdict(ask="cold_pale_numb")


@pytest.mark.parametrize("disposition", [Disposition.URGENT, Disposition.EMERGENCY])
def test_nothing_resumes_by_itself_after_a_red_flag(disposition: Disposition) -> None:
    session = Session(disposition=disposition, flag="swollen_red_hot")
    assert judged(turn(), session) == Verdict("swollen_red_hot")
    assert judged(turn(Meaning.STOP), session) is None


def test_a_cramp_that_lets_go_after_ten_minutes_may_be_closed() -> None:
    session = Session(disposition=Disposition.EMERGENCY, flag="over_ten_minutes", onset=T - 700)
    assert judged(turn(Meaning.EASED), session) is None


def test_its_gone_does_not_undo_a_swollen_leg() -> None:
    session = Session(disposition=Disposition.URGENT, flag="swollen_red_hot")
    assert judged(turn(Meaning.EASED), session) == Verdict("swollen_red_hot")


def test_a_disposition_rises_and_never_falls() -> None:
    urgent = RedFlag("swollen", Disposition.URGENT, not_sure=False)
    emergency = RedFlag("cold", Disposition.EMERGENCY, not_sure=False)
    assert assess(None, urgent) is Disposition.URGENT
    assert assess(Disposition.URGENT, emergency) is Disposition.EMERGENCY
    assert assess(Disposition.EMERGENCY, urgent) is Disposition.EMERGENCY
    assert assess(Disposition.SELF_CARE, urgent) is Disposition.URGENT


# An open safety question

SAFETY = RULES.questions["cold_pale_numb"]
LIMIT = RULES.questions["over_ten_minutes"]


@pytest.mark.parametrize("meaning", [Meaning.OTHER, Meaning.CRAMP, Meaning.STILL_LOCKED, Meaning.BACK, Meaning.EASED])
def test_nothing_passes_over_an_open_safety_question(meaning: Meaning) -> None:
    assert verdict(turn(meaning), Session(onset=T), RULES.flags, RULES.unclear, SAFETY) == Verdict(ask=SAFETY.id)


@pytest.mark.parametrize("meaning", [Meaning.ANSWER, Meaning.STOP])
def test_an_answer_and_stop_reach_whoever_asked(meaning: Meaning) -> None:
    assert verdict(turn(meaning), Session(onset=T), RULES.flags, RULES.unclear, SAFETY) is None


def test_a_duration_or_gone_answers_only_a_question_of_time() -> None:
    for said in (turn(Meaning.STILL_LOCKED, duration=60.0), turn(Meaning.EASED)):
        assert verdict(said, Session(onset=T), RULES.flags, RULES.unclear, LIMIT) is None
        assert verdict(said, Session(onset=T), RULES.flags, RULES.unclear, SAFETY) == Verdict(ask=SAFETY.id)


def test_ten_minutes_outrank_an_open_safety_question() -> None:
    found = verdict(turn(), Session(onset=T - 600), RULES.flags, RULES.unclear, SAFETY)
    assert found == Verdict("over_ten_minutes", conditional=True)


def test_a_flag_that_must_be_asked_about_does_not_keep_the_number_back_after_ten_minutes() -> None:
    assert judged(turn(flag="cannot_move"), Session(onset=T - 600)) == Verdict("over_ten_minutes", conditional=True)
    assert judged(turn(flag="cannot_move"), Session(onset=T - 599)) == Verdict(ask="cold_pale_numb")


# Once the advice has been said ahead of time

ADVISED = Session(onset=T - 580, said_at=T - 40, prompt_seconds=10.0, reprompt_seconds=8.0)
HEARD_AFTER = 10.0 + 14.0 + 2.0


def test_still_locked_after_the_advice_was_said_means_phone_now() -> None:
    told = replace(ADVISED, advised="in_prompt")
    assert judged(turn(Meaning.STILL_LOCKED), told) == Verdict("over_ten_minutes", conditional=False)
    assert judged(turn(Meaning.OTHER), told) == Verdict("over_ten_minutes", conditional=True)


def test_advice_in_a_reprompt_counts_only_if_the_reprompt_was_heard() -> None:
    told = replace(ADVISED, advised="in_reprompt")
    assert judged(turn(Meaning.STILL_LOCKED, now=told.said_at + HEARD_AFTER), told) is None
    later = judged(turn(Meaning.STILL_LOCKED, now=told.said_at + HEARD_AFTER + 0.1), told)
    assert later == Verdict("over_ten_minutes", conditional=False)


@pytest.mark.parametrize("meaning", [Meaning.EASED, Meaning.SETTLED, Meaning.STOP])
def test_who_says_that_it_let_go_after_the_advice_is_believed(meaning: Meaning) -> None:
    assert judged(turn(meaning), replace(ADVISED, advised="in_prompt")) is None


# Looking ahead: 30 s of prompt and 40 s of reprompt, a quarter slower, with 16 s of open microphone between


def test_far_from_ten_minutes_nothing_is_said_ahead() -> None:
    assert look_ahead(Session(onset=T - 600 + 87.5 + 16 + 1), T, 30, 40) is None


def test_ten_minutes_reached_in_the_reprompt_are_said_there() -> None:
    assert look_ahead(Session(onset=T - 600 + 87.5 + 16), T, 30, 40) is Look.IN_REPROMPT


def test_ten_minutes_reached_in_the_prompt_are_said_there() -> None:
    assert look_ahead(Session(onset=T - 600 + 37.5), T, 30, 40) is Look.IN_PROMPT
    assert look_ahead(Session(onset=T - 600 + 38), T, 30, 40) is Look.IN_REPROMPT


def test_without_a_cramp_there_is_nothing_to_look_ahead_to() -> None:
    assert look_ahead(Session(), T, 30, 40) is None


def test_the_length_of_a_walk_turn_does_not_hide_the_limit() -> None:
    """Once it has passed, the next turn says so itself."""
    assert look_ahead(Session(onset=T - 601), T, 30, 40) is None
