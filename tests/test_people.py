"""Thousands of seeded people, each with a pace, a temper and a cramp that won't let go."""

import random
from collections import Counter
from collections.abc import Callable

import pytest

from skill.rulebook import Rulebook
from skill.session import read_session
from skill.simulator.device import MICROPHONE_SECONDS, Device
from skill.speech import Held, Said, Speech
from skill.watch import LIMIT_SECONDS

WALKS = 2000
ADVICE = "if it's still locked, phone"
# What people say while it is still locked, and how often.
WORDS = {"AMAZON.NoIntent": 6, "AMAZON.NextIntent": 3, "StillLockedIntent": 3, "UnsureIntent": 1}


def lasts(speech: Speech, rate: float) -> float:
    """How long the speech really takes, with a voice that is quicker or slower than was estimated."""
    said = sum(part.seconds for part in speech.parts if isinstance(part, Said)) / speech.rate
    return said / rate + sum(part.seconds for part in speech.parts if isinstance(part, Held))


class Person:
    """One night of one person, against the real host."""

    def __init__(self, device: Device, rules: Rulebook, seed: int) -> None:
        self.chance = random.Random(seed)
        self.device = device
        self.rules = rules
        self.rate = self.chance.uniform(0.75, 1.25)
        self.inferred: Counter[str] = Counter()
        self.heard_advice_by = float("inf")
        self.lasted = False

    def walk(self) -> None:
        """Go on until the session is over or the ten minutes have been passed by far."""
        self.device.intent("CrampNowIntent")
        onset = float(self.device.attributes["onset"])
        while self.device.session_id and self.device.now < onset + LIMIT_SECONDS + 300:
            self._listen_and_answer(onset)
        self.lasted = self.lasted or self.device.now >= onset + LIMIT_SECONDS

    def _listen_and_answer(self, onset: float) -> None:
        device, chance = self.device, self.chance
        assert device.heard
        asked_at = float(device.attributes["said_at"])
        kept = read_session(device.attributes, self.rules.known)
        prompt, reprompt = device.heard.prompt, device.heard.reprompt
        assert reprompt
        end = asked_at + lasts(prompt, self.rate)
        truth = kept.place
        mood = chance.random()
        if mood < 0.08:
            now = asked_at + chance.uniform(0.3, 1.0) * lasts(prompt, self.rate)
        elif mood < 0.70:
            now = end + chance.uniform(0, MICROPHONE_SECONDS)
            self._note(prompt, end, onset)
        else:
            self._note(prompt, end, onset)
            begins, end = end + MICROPHONE_SECONDS, end + MICROPHONE_SECONDS + lasts(reprompt, self.rate)
            if mood > 0.95:
                self._leave(reprompt, end, onset)
                return
            if mood > 0.88:
                now = chance.uniform(begins, end)
            else:
                now = end + chance.uniform(0, MICROPHONE_SECONDS)
                self._note(reprompt, end, onset)
            told = begins + lasts(Speech(reprompt.parts[:1], reprompt.rate), self.rate)
            truth = kept.then_place if kept.then_place and now >= told else kept.place
        # Alexa's request reaches the skill when the person has said it.
        now += 1.0
        place = kept.at(now).place
        if kept.then_place and kept.then_place != kept.place:
            self.inferred["right" if place == truth else "repeated" if place == kept.place else "skipped"] += 1
        device.now = now - 2.0
        device.intent(chance.choices(list(WORDS), list(WORDS.values()))[0])
        if not device.session_id:
            assert device.heard
            self._note(device.heard.prompt, device.now, onset)

    def _leave(self, reprompt: Speech, end: float, onset: float) -> None:
        self._note(reprompt, end, onset)
        self.device.now = end + MICROPHONE_SECONDS
        self.device.end("EXCEEDED_MAX_REPROMPTS")

    def _note(self, speech: Speech, end: float, onset: float) -> None:
        """What was heard to its end, and whether it held the ten-minute advice."""
        words = speech.words.casefold()
        if ADVICE in words or ("phone" in words and "local emergency number" in words):
            self.heard_advice_by = min(self.heard_advice_by, end)
        self.lasted = self.lasted or end >= onset + LIMIT_SECONDS


@pytest.fixture(scope="module")
def people(request: pytest.FixtureRequest, rules: Rulebook) -> list[Person]:
    app = request.getfixturevalue("app")
    client = app.test_client()

    def post(body: bytes) -> bytes:
        return bytes(client.post("/", data=body, content_type="application/json").get_data())

    nights = [Person(Device(post), rules, seed) for seed in range(WALKS)]
    for night in nights:
        night.walk()
    return nights


def total(people: list[Person], what: Callable[[Person], int]) -> int:
    return sum(what(person) for person in people)


def test_no_step_is_ever_skipped_by_inference(people: list[Person]) -> None:
    assert total(people, lambda person: person.inferred["skipped"]) == 0


def test_at_most_five_in_a_hundred_steps_are_repeated(people: list[Person]) -> None:
    turns = total(people, lambda person: person.inferred.total())
    repeated = total(people, lambda person: person.inferred["repeated"])
    assert turns > 3 * WALKS
    print(f"{repeated} of {turns} steps repeated")
    assert repeated <= 0.05 * turns


def test_whoever_is_still_locked_at_ten_minutes_has_heard_the_advice(people: list[Person]) -> None:
    lasting = [person for person in people if person.lasted]
    assert len(lasting) > WALKS / 4
    assert not [person for person in lasting if person.heard_advice_by == float("inf")]
