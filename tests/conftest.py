"""What the tests share: the real rules, words and model, and the real host."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from skill.app import create_app
from skill.model import Model, read_model
from skill.rulebook import Rulebook, read_rulebook
from skill.settings import Settings
from skill.simulator.device import Device
from skill.simulator.understanding import Understanding
from skill.voice import Voice

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings()


@pytest.fixture(scope="session")
def rules(settings: Settings) -> Rulebook:
    return read_rulebook(settings.rules)


@pytest.fixture(scope="session")
def voice(settings: Settings) -> Voice:
    return Voice(settings.responses)


@pytest.fixture(scope="session")
def model(settings: Settings) -> Model:
    return read_model(settings.interaction_model / "en")


@pytest.fixture(scope="session")
def understanding(model: Model) -> Understanding:
    return Understanding(model)


@pytest.fixture(scope="session")
def app(settings: Settings) -> Flask:
    return create_app(settings)


@pytest.fixture
def device(app: Flask) -> Callable[[str], Device]:
    """A device of a locale, joined to the host."""

    def join(locale: str = "en-US") -> Device:
        client = app.test_client()

        def post(body: bytes) -> bytes:
            answer = client.post("/", data=body, content_type="application/json")
            assert answer.status_code == 200, answer.text
            return bytes(answer.get_data())

        return Device(post, locale=locale)

    return join
