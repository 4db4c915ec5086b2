"""Said parts and holds, and how long they last."""

import math
import re
import shutil
import subprocess
import wave
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.delivery import deliver
from skill.guide import Phase
from skill.handlers.relief import walk
from skill.rulebook import Rulebook
from skill.session import Session
from skill.speech import LEAST_BREAK, MOST_BREAK, Held, Said, Speech, spread
from skill.turn import Turn
from skill.voice import DIGITS_CLOSE, DIGITS_OPEN, Voice, ssml

cues = st.lists(st.builds(Said, st.text("abc .", max_size=40)), max_size=5)


@given(st.floats(0.5, 60), cues)
def test_no_pause_is_longer_than_a_break_may_be(hold: float, said: list[Said]) -> None:
    pauses = [part.seconds for part in spread(hold, said) if isinstance(part, Held)]
    assert all(LEAST_BREAK <= pause <= MOST_BREAK for pause in pauses)


@given(st.floats(0.5, 60), cues)
def test_cues_stand_between_pauses_so_that_two_pauses_never_meet(hold: float, said: list[Said]) -> None:
    parts = spread(hold, said)
    assert [isinstance(part, Held) for part in parts] == [number % 2 == 0 for number in range(len(parts))]


@given(st.integers(20, 50))
def test_a_hold_lasts_as_long_as_it_should_with_its_cues(hold: int) -> None:
    said = [Said("Keep holding."), Said("Slow and steady."), Said("Nearly there."), Said("A little more.")]
    lasted = sum(part.seconds for part in spread(float(hold), said))
    assert math.isclose(lasted, hold, abs_tol=0.25 * 5)


def test_digits_take_longer_than_their_letters() -> None:
    assert Said("911").seconds > Said("abc").seconds


def measured(speech: Speech, folder: Path) -> float:
    """How long espeak-ng takes over the words, in seconds, with the pauses added."""
    seconds = 0.0
    for part in speech.parts:
        if isinstance(part, Held):
            seconds += part.seconds
            continue
        digits = re.compile(f"{DIGITS_OPEN}(.*?){DIGITS_CLOSE}")
        text = digits.sub(lambda found: " ".join(found.group(1).replace(" ", "")), part.text)
        path = folder / "said.wav"
        subprocess.run(["espeak-ng", "-v", "en-us", "-w", str(path), text], check=True)
        with wave.open(str(path)) as sound:
            seconds += sound.getnframes() / sound.getframerate()
    return seconds


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed: apt-get install espeak-ng")
@pytest.mark.parametrize("muscle", ["calf", "quadriceps", "foot", "shin", "thigh"])
def test_the_estimate_is_within_15_percent_of_a_voice_that_speaks(
    muscle: str, rules: Rulebook, voice: Voice, tmp_path: Path
) -> None:
    turn = Turn("CrampNowIntent", 1e9, "en-GB")
    for step in rules.routine.suiting(Phase.LOCKED, muscle).steps:
        delivery = deliver(turn, walk(turn, Session(muscle=muscle), rules, step.id), rules, voice)
        for speech in (delivery.prompt, delivery.reprompt):
            assert speech
            assert speech.seconds == pytest.approx(measured(speech, tmp_path), rel=0.15)


def test_ssml_is_escaped_once() -> None:
    assert ssml(Speech((Said("Tom & <Jerry>"), Held(2.5)))) == (
        '<speak>Tom &amp; &lt;Jerry&gt; <break time="2500ms"/></speak>'
    )


def test_digits_are_read_one_by_one() -> None:
    assert ssml(Speech((Said(f"Phone {DIGITS_OPEN}999{DIGITS_CLOSE} now."),))) == (
        '<speak>Phone <say-as interpret-as="digits">999</say-as> now.</speak>'
    )
