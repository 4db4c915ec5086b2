"""Talking in a terminal: what is printed, and how long it takes."""

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable

import pytest
from click.testing import CliRunner

from skill.cli import main
from skill.model import Model
from skill.simulator.device import MICROPHONE_SECONDS, Device, read_ssml
from skill.simulator.terminal import Terminal
from skill.speech import Held


def talk(*said: str, locale: str = "en-US") -> str:
    arguments = ["talk", "--fast", "--locale", locale]
    for each in said:
        arguments += ["--say", each]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_walk_is_printed_without_a_keyboard_and_ends_well() -> None:
    printed = talk("i have a cramp", "no", "it's gone")
    assert (
        printed.index("Straighten your leg") < printed.index("rub the tight muscle") < printed.index("session is over")
    )


def test_enter_is_silence_as_a_device_keeps_it() -> None:
    printed = talk("my calf's cramping", "", "", "too late")
    assert printed.count("[the microphone waits 8 s]") == 2
    assert "rub the tight muscle" in printed
    assert "too late" not in printed


def test_silence_before_anything_was_said_is_met_with_an_example() -> None:
    assert "i've got a cramp in my calf" in talk("", "stop")


def test_holds_take_their_real_time(device: Callable[[str], Device], model: Model) -> None:
    slept: list[float] = []
    terminal = Terminal(device("en-US"), model, sleep=slept.append)
    terminal.converse(["i have a cramp", "", "stop"])
    heard = terminal.device.heard
    assert heard
    assert all(0 < each <= 1 for each in slept)
    assert sum(slept) > 20 + MICROPHONE_SECONDS + 30 - 15


def test_fast_skips_all_waiting(device: Callable[[str], Device], model: Model) -> None:
    def never(_: float) -> None:
        raise AssertionError("waited")

    Terminal(device("en-US"), model, fast=True, sleep=never).converse(["i have a cramp", "", ""])


def test_understand_answers_a_line_for_each_line() -> None:
    result = CliRunner().invoke(main, ["understand", "--json"], input="i've got a cramp in my calf\n\nNo.\nblue moon\n")
    answers = [json.loads(line) for line in result.output.splitlines()]
    assert [answer["intent"] for answer in answers][0::2] == ["CrampNowIntent", "AMAZON.NoIntent"]
    assert [set(answer) for answer in answers] == [{"utterance", "intent", "slots", "how", "score"}] * 4
    assert answers[0]["slots"] == {"muscle": "calf"}
    assert answers[3]["intent"] == "AMAZON.FallbackIntent"


def test_understand_takes_an_utterance_from_the_command_line() -> None:
    assert "EasedIntent" in CliRunner().invoke(main, ["understand", "it's", "gone"]).output


def test_the_desk_device_ends_the_session_after_two_silences(device: Callable[[str], Device]) -> None:
    quiet = device("en-US")
    quiet.intent("CrampNowIntent")
    before = quiet.now
    reprompt = quiet.silence()
    assert reprompt
    assert quiet.now == pytest.approx(before + MICROPHONE_SECONDS + reprompt.seconds)
    assert quiet.silence() is None
    assert not quiet.session_id
    assert quiet.attributes == {}


def test_the_device_reads_what_the_skill_writes() -> None:
    speech = read_ssml(
        '<speak>Phone <say-as interpret-as="digits">911</say-as> now. <break time="2500ms"/> Go.</speak>'
    )
    assert [part.seconds for part in speech.parts if isinstance(part, Held)] == [2.5]
    assert speech.words.count("911") == 1


def test_run_serves_on_the_port_it_was_given_and_says_what_to_do_next() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "skill", "run", "--port", str(port), "--no-verify"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as service:
        assert service.stdout
        try:
            said = [service.stdout.readline() for _ in range(3)]
            for _ in range(100):
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health") as answer:
                        assert answer.status == 200
                    break
                except OSError:
                    time.sleep(0.05)
        finally:
            service.terminate()
    assert f"127.0.0.1:{port}" in said[0]
    assert "this machine only" in said[1]
    assert "make talk" in said[2]


def test_run_refuses_an_address_beyond_this_machine_and_says_why() -> None:
    result = CliRunner().invoke(main, ["run", "--host", "0.0.0.0", "--port", "0"])
    assert result.exit_code == 1
    assert "not verified" in result.output


def test_a_port_that_is_no_number_is_refused_calmly() -> None:
    result = CliRunner().invoke(main, ["run"], env={"PORT": "eighty"})
    assert result.exit_code == 1
    assert "PORT" in result.output
    assert "Traceback" not in result.output
