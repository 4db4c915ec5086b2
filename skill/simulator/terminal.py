"""A conversation in the terminal: what was said, the holds in real time, and the microphone."""

import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from skill.model import Model
from skill.simulator.device import MICROPHONE_SECONDS, Device, Heard
from skill.simulator.understanding import Understanding, Understood
from skill.speech import Held, Speech
from skill.voice import plain

Sleep = Callable[[float], None]
MARGIN = " " * 7


@dataclass
class Terminal:
    """Prints what the device says, and waits as long as it would."""

    device: Device
    """The device that is talked to."""
    model: Model
    """What people say."""
    fast: bool = False
    """Whether to skip the waiting."""
    echo: bool = True
    """Whether to print what was said: not where it was typed here."""
    sleep: Sleep = time.sleep
    """How to wait."""

    def __post_init__(self) -> None:
        self._understanding = Understanding(self.model)

    def converse(self, utterances: Iterable[str]) -> None:
        """Talk until the session closes or nothing more is said; an empty utterance is silence."""
        for utterance in utterances:
            if not (self._hear(utterance) if utterance.strip() else self._wait_in_silence()):
                print(f"{MARGIN}The session is over.")
                return

    def _hear(self, utterance: str) -> bool:
        understood = self._understanding.understand(utterance)
        slots = " ".join(f"{name}={slot.id or slot.value}" for name, slot in understood.slots.items())
        if self.echo:
            print(f"  you  {utterance}")
        print(f"{MARGIN}({understood.intent}{' ' + slots if slots else ''})")
        heard = send(self.device, understood, self.model)
        self._play(heard.prompt)
        if heard.microphone_open:
            print(f"{MARGIN}(the microphone is open)")
        return heard.microphone_open

    def _wait_in_silence(self) -> bool:
        if not self.device.session_id:
            print(f"{MARGIN}Say something first, such as: i've got a cramp in my calf")
            return True
        print("  you  (silence)")
        self._count_down("the microphone waits", MICROPHONE_SECONDS)
        reprompt = self.device.silence()
        if reprompt is None:
            return False
        self._play(reprompt)
        print(f"{MARGIN}(the microphone is open for another 8 s)")
        return True

    def _play(self, speech: Speech) -> None:
        lead = "coach  "
        for part in speech.parts:
            if isinstance(part, Held):
                self._count_down("hold", part.seconds)
            else:
                print(f"{lead}{plain(Speech((part,)))}")
                lead = MARGIN

    def _count_down(self, what: str, seconds: float) -> None:
        if self.fast or not sys.stdout.isatty():
            print(f"{MARGIN}[{what} {seconds:g} s]")
        left = seconds
        while left > 0 and not self.fast:
            if sys.stdout.isatty():
                print(f"\r{MARGIN}[{what} {left:g} s] ", end="", flush=True)
            self.sleep(min(1.0, left))
            left -= 1.0
        if sys.stdout.isatty() and not self.fast:
            print(f"\r{MARGIN}[{what} {seconds:g} s] ")


def send(device: Device, understood: Understood, model: Model) -> Heard:
    """Take what was understood to the device."""
    if understood.intent == "LaunchRequest":
        return device.launch()
    types = {name: slot.type for name, slot in model.slots.items()}
    return device.intent(understood.intent, understood.slots, types)
