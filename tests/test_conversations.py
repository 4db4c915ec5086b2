"""Every script in tests/conversations/, played through the Flask host."""

from collections.abc import Callable

import pytest

from skill.model import Model
from skill.simulator.device import Device
from skill.simulator.script import Conversation, play, read_script
from skill.simulator.understanding import Understanding
from tests.conftest import ROOT

SCRIPTS = {path.stem: read_script(path) for path in sorted((ROOT / "tests" / "conversations").glob("*.yaml"))}
CONVERSATIONS = [
    pytest.param(script, id=f"{topic}: {script.name}") for topic, scripts in SCRIPTS.items() for script in scripts
]


@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_conversation(
    conversation: Conversation,
    device: Callable[[str], Device],
    model: Model,
    understanding: Understanding,
) -> None:
    performance = play(conversation, device(conversation.locale), model, understanding)
    if performance.faults:
        pytest.fail("\n".join([*performance.faults, "", *performance.lines]), pytrace=False)
