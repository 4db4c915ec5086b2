"""The host: what a client gets, whatever it sends."""

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.app import MOST_BYTES, create_app
from skill.errors import BindRefused
from skill.handlers import conversation
from skill.settings import Settings, is_loopback, read_settings
from skill.simulator.device import Device
from tests.alexa_response import faults_in, words

CLIENT = create_app(Settings()).test_client()
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def envelope(**request: Any) -> dict[str, Any]:
    return {
        "version": "1.0",
        "session": {"new": True, "sessionId": "s", "application": {"applicationId": "a"}, "user": {"userId": "u"}},
        "context": {"System": {"application": {"applicationId": "a"}, "user": {"userId": "u"}}},
        "request": {
            "type": "LaunchRequest",
            "requestId": "r",
            "timestamp": "2026-11-24T03:00:00Z",
            "locale": "en-GB",
        }
        | request,
    }


def post(body: object, **headers: str) -> Any:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return CLIENT.post("/", data=data, content_type="application/json", headers=headers)


def test_a_launch_is_answered_with_the_first_instruction() -> None:
    answer = post(envelope())
    assert answer.status_code == 200
    assert answer.content_type == "application/json;charset=UTF-8"
    assert faults_in(answer.get_data()) == []


def test_the_first_page_says_what_this_is_and_how_to_talk_to_it() -> None:
    page = CLIENT.get("/")
    assert page.status_code == 200
    assert "POST /" in page.text
    assert "make talk" in page.text


def test_health_answers_200() -> None:
    assert CLIENT.get("/health").status_code == 200


def test_the_end_of_a_session_is_answered_without_speech() -> None:
    answer = post(envelope(type="SessionEndedRequest", reason="USER_INITIATED"))
    assert answer.json["response"] == {}


@pytest.mark.parametrize("kind", ["Alexa.Presentation.APL.UserEvent", "AudioPlayer.PlaybackStarted", "Tomorrow.New"])
def test_a_request_of_an_unknown_type_gets_an_empty_200(kind: str) -> None:
    answer = post(envelope(type=kind))
    assert (answer.status_code, answer.json["response"]) == (200, {})


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b"null",
        b"[]",
        b'"text"',
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        {"request": None},
        {"request": {"type": "LaunchRequest"}},
        envelope(timestamp="yesterday"),
        envelope(timestamp=5),
        envelope(timestamp="9999999-01-01T00:00:00Z"),
        envelope(type="IntentRequest"),
        envelope(type="IntentRequest", intent={"name": 5}),
        envelope(type="IntentRequest", intent={"name": "AMAZON.YesIntent", "slots": [1, 2]}),
        envelope(type="IntentRequest", intent={"name": "AMAZON.YesIntent", "slots": {"muscle": "calf"}}),
    ],
)
def test_a_wrong_body_is_a_400_and_never_a_500(body: object) -> None:
    assert post(body).status_code == 400


@settings(max_examples=1500, deadline=None)
@given(json_values)
def test_any_json_is_a_200_or_a_400(body: Any) -> None:
    assert post(body).status_code in (200, 400)


@settings(max_examples=1500, deadline=None)
@given(
    st.sampled_from(["version", "session", "context", "request"]),
    st.sampled_from(["type", "timestamp", "locale", "intent", "attributes", "sessionId", "System", "user", "new"]),
    json_values,
)
def test_a_request_with_one_wrong_value_is_a_200_or_a_400(part: str, key: str, value: Any) -> None:
    body = envelope(type="IntentRequest", intent={"name": "AMAZON.NoIntent", "confirmationStatus": "NONE"})
    if isinstance(body[part], dict):
        body[part][key] = value
    else:
        body[part] = value
    answer = post(body)
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        assert faults_in(answer.get_data()) == []


def test_a_wrong_content_type_is_a_415() -> None:
    assert CLIENT.post("/", data="{}", content_type="text/plain").status_code == 415


def test_a_body_that_is_too_large_is_a_413() -> None:
    assert post(b" " * (MOST_BYTES + 1)).status_code == 413


def test_a_wrong_method_is_a_405() -> None:
    assert CLIENT.put("/").status_code == 405


def test_what_was_sent_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        post(envelope(type="IntentRequest", intent={"name": "X", "slots": {"red_flag": "my secret"}}))
        post(b'{"request": "my secret"}')
    assert caplog.records
    assert "my secret" not in caplog.text


@pytest.mark.parametrize("header", ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host"])
def test_unverified_requests_through_a_proxy_are_refused(header: str) -> None:
    assert post(envelope(), **{header: "1.2.3.4"}).status_code == 400


def test_unverified_requests_for_another_host_are_refused() -> None:
    assert post(envelope(), Host="cramps.example").status_code == 400
    assert post(envelope(), Host="[::1]:8080").status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "cramps.example", ""])
def test_the_service_refuses_to_listen_beyond_this_machine(host: str) -> None:
    assert not is_loopback(host)
    with pytest.raises(BindRefused, match="not verified"):
        Settings(host=host)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "::1"])
def test_the_service_listens_on_this_machine(host: str) -> None:
    assert Settings(host=host).host == host


def test_the_port_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "9000")
    assert read_settings().port == 9000


def test_whatever_breaks_the_person_hears_a_calm_sentence_and_keeps_the_place(
    device: Callable[[str], Device], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    said = device("en-US")
    said.intent("CrampNowIntent")
    kept = dict(said.attributes)

    def break_down(*_: object) -> None:
        raise RuntimeError("my secret")

    monkeypatch.setattr("skill.handlers.conversation.perform", break_down)
    heard = said.intent("AMAZON.NoIntent")
    assert "sorry" in heard.prompt.words.casefold()
    assert heard.microphone_open
    assert said.attributes["place"] == kept["place"]
    assert said.attributes["question"] == kept["question"]
    assert "my secret" not in caplog.text
    assert "RuntimeError" in caplog.text


def test_the_answer_to_a_fault_holds_nothing_half_built(
    device: Callable[[str], Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    bodies: list[bytes] = []
    said = device("en-GB")
    through = said.post

    def watched(body: bytes) -> bytes:
        bodies.append(through(body))
        return bodies[-1]

    said.post = watched
    monkeypatch.setattr("skill.handlers.conversation.perform", lambda *_: 1 / 0)
    said.intent("CrampNowIntent")
    said.intent("AMAZON.NoIntent")
    assert faults_in(bodies[-1]) == []
    assert set(json.loads(bodies[-1])["response"]) == {"outputSpeech", "reprompt", "shouldEndSession"}


def test_text_from_outside_never_reaches_the_speaker_as_markup() -> None:
    slots = {"red_flag": {"name": "red_flag", "value": "<audio src='x'/> & \x00\ue000"}}
    answer = post(envelope(type="IntentRequest", intent={"name": "RedFlagIntent", "slots": slots}))
    assert faults_in(answer.get_data()) == []
    assert "audio" not in words(answer.json["response"]["outputSpeech"]["ssml"])


def test_two_people_at_once_do_not_hear_each_other(app: Flask) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def one(locale: str) -> str:
        client: FlaskClient = app.test_client()
        body = envelope(
            type="IntentRequest",
            locale=locale,
            intent={
                "name": "RedFlagIntent",
                "slots": {
                    "red_flag": {
                        "name": "red_flag",
                        "value": "chest pain",
                        "resolutions": {
                            "resolutionsPerAuthority": [
                                {
                                    "authority": "x",
                                    "status": {"code": "ER_SUCCESS_MATCH"},
                                    "values": [{"value": {"name": "chest pain", "id": "chest_pain"}}],
                                }
                            ]
                        },
                    }
                },
            },
        )
        return words(json.loads(client.post("/", json=body).get_data())["response"]["outputSpeech"]["ssml"])

    with ThreadPoolExecutor(8) as pool:
        heard = list(pool.map(one, ["en-GB", "en-US"] * 40))
    assert all("999" in text for text in heard[::2])
    assert all("911" in text for text in heard[1::2])


def test_the_handlers_answer_every_act() -> None:
    from skill.guide import Act

    assert set(conversation.ACTS) | {Act.ASK, Act.FLAG} == set(Act)
