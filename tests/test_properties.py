"""Whatever is said, in whatever state: what must always hold."""

import json
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.app import create_app
from skill.model import read_model
from skill.rulebook import read_rulebook
from skill.session import Session
from skill.settings import Settings
from skill.simulator.device import Device
from skill.simulator.phrasebook import HeardSlot
from skill.triage import Disposition
from tests.alexa_response import faults_in, words

SETTINGS = Settings()
RULES = read_rulebook()
MODEL = read_model(SETTINGS.interaction_model / "en")
CLIENT: FlaskClient = create_app(SETTINGS).test_client()
NOW = 1_800_000_000.0
EMERGENCY_WORDS = ("emergency number", "medical advice now")
MOVING_WORDS = ("straighten", "rub the", "pull your toes", "push their toes", "bend your knee", "take a few steps")

intents = st.sampled_from([*(intent.name for intent in MODEL.intents), "LaunchRequest", "SomebodyElsesIntent"])
locales = st.sampled_from(["en-US", "en-GB", "en-CA", "en-AU", "en-IN", "de-DE", "en"])
muscles = st.sampled_from(["", *RULES.known.muscles])
questions = st.sampled_from(["", *RULES.questions])
steps = st.sampled_from(["", *RULES.known.steps])


@st.composite
def slots(draw: st.DrawFn) -> dict[str, HeardSlot]:
    found: dict[str, HeardSlot] = {}
    if muscle := draw(muscles):
        found["muscle"] = HeardSlot(muscle, muscle)
    if step := draw(steps):
        found["step"] = HeardSlot(step, step)
    if draw(st.booleans()):
        found["step_number"] = HeardSlot(draw(st.sampled_from(["0", "1", "3", "8", "9", "99999", "?", "two"])), None)
    if draw(st.booleans()):
        found["duration"] = HeardSlot(draw(st.sampled_from(["PT5M", "PT20M", "P2D", "PT0S", "nonsense", "P"])), None)
    if draw(st.integers(0, 3)) == 0:
        flag = draw(st.sampled_from([*RULES.flags, None]))
        found["red_flag"] = HeardSlot(flag or "purple <spots> & more", flag)
    return found


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    flag = draw(st.sampled_from(["", "", "", *RULES.flags]))
    then = draw(steps)
    return Session(
        place=draw(steps),
        question=draw(questions),
        then_place=then,
        then_question="has_it_let_go" if then else "",
        said_at=NOW - draw(st.floats(0, 200)),
        prompt_seconds=draw(st.floats(0, 60)),
        reprompt_seconds=draw(st.floats(0, 60)),
        onset=draw(st.none() | st.floats(NOW - 900, NOW + 10)),
        disposition=RULES.flags[flag].disposition if flag else None,
        flag=flag,
        muscle=draw(muscles),
        eased=draw(st.booleans()),
        checked=tuple(draw(st.sets(st.sampled_from(sorted(RULES.questions)), max_size=3))),
        introduced=draw(st.booleans()),
        misses=draw(st.integers(0, 4)),
        wanted=draw(steps),
        in_bed_only=draw(st.booleans()),
        person=draw(st.sampled_from(["", "adult", "child"])),
        pace=draw(st.sampled_from(["", "slow", "fast"])),
        part=draw(st.sampled_from(["", "again", "easier", "more"])),
        advised=draw(st.sampled_from(["", "", "", "in_prompt", "in_reprompt"])),
        reached=draw(steps),
    )


def play(session: Session, intent: str, said: dict[str, HeardSlot], locale: str) -> tuple[bytes, Device]:
    answers: list[bytes] = []

    def post(body: bytes) -> bytes:
        answer = CLIENT.post("/", data=body, content_type="application/json")
        assert answer.status_code == 200, answer.text
        answers.append(answer.get_data())
        return answers[-1]

    device = Device(post, locale=locale, now=NOW, attributes=dict(session.attributes()), session_id="open")
    types = {name: slot.type for name, slot in MODEL.slots.items()}
    if intent == "LaunchRequest":
        device.launch()
    else:
        device.intent(intent, said, types)
    return answers[0], device


def spoken(body: bytes) -> tuple[str, str]:
    response = json.loads(body)["response"]
    again = response.get("reprompt")
    return words(response["outputSpeech"]["ssml"]), words(again["outputSpeech"]["ssml"]) if again else ""


@settings(max_examples=600, deadline=None)
@given(sessions(), intents, slots(), locales)
def test_every_response_is_one_that_alexa_takes(
    session: Session, intent: str, said: dict[str, HeardSlot], locale: str
) -> None:
    body, device = play(session, intent, said, locale)
    assert faults_in(body) == []
    assert device.last_attributes.get("place", "") in ("", *RULES.known.steps)


@settings(max_examples=600, deadline=None)
@given(sessions(), intents, slots(), locales)
def test_emergency_advice_is_never_followed_by_a_stretch(
    session: Session, intent: str, said: dict[str, HeardSlot], locale: str
) -> None:
    body, _ = play(session, intent, said, locale)
    prompt, reprompt = (text.casefold() for text in spoken(body))
    for text in (prompt, reprompt, f"{prompt} {reprompt}"):
        for advice in EMERGENCY_WORDS:
            after = text.partition(advice)[2]
            assert not [move for move in MOVING_WORDS if move in after], text


@settings(max_examples=400, deadline=None)
@given(sessions(), intents, slots(), locales)
def test_a_disposition_never_falls_within_a_session(
    session: Session, intent: str, said: dict[str, HeardSlot], locale: str
) -> None:
    body, _ = play(session, intent, said, locale)
    kept = json.loads(body)["sessionAttributes"].get("disposition")
    after = Disposition.named(kept) if kept else None
    assert (after or 0) >= (session.disposition or 0)


@settings(max_examples=300, deadline=None)
@given(sessions(), st.sampled_from(["AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent"]), locales)
def test_stop_and_cancel_stop_in_every_state(session: Session, intent: str, locale: str) -> None:
    body, device = play(session, intent, {}, locale)
    assert json.loads(body)["response"]["shouldEndSession"] is True
    assert not device.session_id


@settings(max_examples=300, deadline=None)
@given(sessions(), intents, locales)
def test_past_ten_minutes_no_step_is_spoken_before_the_emergency_number(
    session: Session, intent: str, locale: str
) -> None:
    session = replace(session, onset=NOW - 700, eased=False, disposition=None, flag="", then_place="")
    prompt, _ = spoken(play(session, intent, {}, locale)[0])
    if intent not in ("EasedIntent", "AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent"):
        assert not [move for move in MOVING_WORDS if move in prompt.casefold()] or "phone" in prompt.casefold()


@settings(max_examples=300, deadline=None)
@given(sessions(), intents, slots(), locales)
def test_no_turn_is_longer_than_it_may_be(
    session: Session, intent: str, said: dict[str, HeardSlot], locale: str
) -> None:
    _, device = play(session, intent, said, locale)
    assert device.heard
    # A walk turn 45 s; a wait that was asked for 90 s; guidance without questions, and nothing else, 180 s.
    continuous = intent == "KeepGoingIntent" or session.misses >= 2
    longest = 180 if continuous else 90 if intent in ("WaitIntent", "AMAZON.PauseIntent", "AMAZON.NoIntent") else 45
    assert device.heard.prompt.seconds <= longest


@settings(max_examples=600, deadline=None)
@given(sessions(), intents, slots(), locales, st.floats(0, 599))
def test_no_response_passes_ten_minutes_without_the_advice(
    session: Session, intent: str, said: dict[str, HeardSlot], locale: str, elapsed: float
) -> None:
    """Silence brings no request: what will be due must be in the response, a voice a quarter slower included."""
    session = replace(session, onset=NOW - elapsed, disposition=None, flag="", eased=False, advised="")
    body, device = play(session, intent, said, locale)
    kept = device.last_attributes
    if not device.session_id or "onset" not in kept:
        return
    assert device.heard
    assert device.heard.reprompt
    left = float(kept["onset"]) + 600 - float(kept["said_at"])
    prompt, reprompt = (text.casefold() for text in spoken(body))
    if device.heard.prompt.seconds * 1.25 >= left:
        assert "if it's still locked, phone" in prompt
    if (device.heard.prompt.seconds + device.heard.reprompt.seconds) * 1.25 + 16 >= left:
        assert "if it's still locked, phone" in reprompt


@pytest.mark.parametrize("locale", ["en-US", "en-GB", "en-CA", "en-AU", "en-IN"])
@pytest.mark.parametrize("flag", sorted(name for name, flag in RULES.flags.items() if not flag.ask))
def test_every_flag_is_answered_with_help_first_and_a_closed_microphone(flag: str, locale: str) -> None:
    body, device = play(Session(), "RedFlagIntent", {"red_flag": HeardSlot(flag, flag)}, locale)
    prompt, _ = spoken(body)
    number = RULES.countries[locale[-2:]].emergency
    if RULES.flags[flag].disposition is Disposition.EMERGENCY:
        assert prompt.startswith(f"Phone {number} now. That's {number}, or your local emergency number.")
    else:
        assert prompt.startswith("Get medical advice now.")
    assert not device.session_id
