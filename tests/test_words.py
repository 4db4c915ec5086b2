"""The words: whole, plain, and in agreement with the rules."""

import re

import pytest

from skill.check import FACTS, LOCALES, check, keys_in_code
from skill.delivery import deliver
from skill.guide import Phase, Silence, Where
from skill.handlers import conversation, relief
from skill.model import Model
from skill.rulebook import Rulebook
from skill.session import Session
from skill.settings import Settings
from skill.simulator.understanding import Understanding
from skill.speech import Said, Speech
from skill.turn import Turn
from skill.voice import Voice, plain

NOW = 1e9
# Nothing that needs eyes or hands, no scolding, no jokes.
FORBIDDEN = re.compile(
    r"\b(tap|click|look at|press|swipe|screen|you should have|must|stop taking|caused by|i'll call|i can call)\b"
)
INTENT_LEAD_WORDS, LAUNCH_LEAD_WORDS = 6, 12
FIRST_INSTRUCTIONS = ("straighten", "bend", "pull", "gently pull", "gently straighten", "rub")


def texts(voice: Voice, rules: Rulebook, locale: str) -> list[tuple[str, str]]:
    found = []
    for key in sorted(voice.keys):
        for each in voice.words(key, locale).listed or (key,):
            text = voice.text(each, rules.country_facts(locale) | FACTS, locale)
            found.append((each, plain(Speech((Said(text),)))))
    return found


def test_rules_words_model_and_handlers_agree(rules: Rulebook, voice: Voice, model: Model) -> None:
    assert check(rules, voice, model) == []


def test_every_response_key_is_both_defined_and_used(rules: Rulebook, voice: Voice) -> None:
    words = {key for key in voice.keys if key.startswith("words.")}
    questions = {question.key for question in rules.questions.values()}
    questions |= {each.again for each in rules.questions.values() if each.silence is Silence.STAY}
    steps = {step.key(part) for step in rules.routine.steps for part in ("cues", "release") if step.hold}
    assert keys_in_code() | set(rules.claims) | questions | steps == voice.keys - words


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_needs_eyes_or_hands_and_nobody_is_scolded(rules: Rulebook, voice: Voice, locale: str) -> None:
    for key, text in texts(voice, rules, locale):
        assert not FORBIDDEN.search(text.casefold()), f"{key}: {text}"


@pytest.mark.parametrize("locale", LOCALES)
def test_a_sentence_is_one_breath(rules: Rulebook, voice: Voice, locale: str) -> None:
    for key, text in texts(voice, rules, locale):
        for sentence in re.split(r"(?<=[.?!])\s+", text):
            assert len(sentence.split()) <= 26, f"{key}: {sentence}"


@pytest.mark.parametrize("locale", LOCALES)
def test_only_questions_end_with_a_question_mark(rules: Rulebook, voice: Voice, locale: str) -> None:
    for key, text in texts(voice, rules, locale):
        assert ("?" in text) is (".question." in key), f"{key}: {text}"


def test_every_phrase_that_is_suggested_is_understood(
    rules: Rulebook, voice: Voice, understanding: Understanding
) -> None:
    """What stands after "say" is said as it stands; each must be understood as something."""
    for key, text in texts(voice, rules, "en-US"):
        said = text.casefold().replace("say alexa, then ", "say ")
        for sentence in re.findall(r"\bsay,? ([^.?!]*)|tell me, ([^.?!]*)", said):
            for phrase in re.split(r",\s*(?:or,?\s*)?|\s+or\s+", "".join(sentence)):
                phrase = re.sub(r"^(or|say)\s+", "", phrase).removesuffix(" any time").strip()
                if phrase:
                    found = understanding.understand(phrase).intent
                    assert found != "AMAZON.FallbackIntent", f"{key} suggests {phrase!r}"


@pytest.mark.parametrize("muscle", ["", "calf", "hamstring", "quadriceps", "foot", "shin", "thigh", "leg"])
def test_the_first_words_are_the_first_instruction(muscle: str, rules: Rulebook, voice: Voice) -> None:
    turn = Turn("CrampNowIntent", NOW, muscle=muscle)
    said = deliver(turn, relief.cramp_now(turn, Session(), rules), rules, voice).prompt.words.casefold()
    assert len(re.split("|".join(FIRST_INSTRUCTIONS), said)[0].split()) <= INTENT_LEAD_WORDS


@pytest.mark.parametrize("locale", LOCALES)
def test_the_launch_begins_with_the_instruction_and_opens_the_microphone_by_25_s(
    locale: str, rules: Rulebook, voice: Voice
) -> None:
    turn = Turn("LaunchRequest", NOW, locale)
    prompt = deliver(turn, conversation.open_up(turn, Session(), rules), rules, voice).prompt
    assert len(re.split("|".join(FIRST_INSTRUCTIONS), prompt.words.casefold())[0].split()) <= LAUNCH_LEAD_WORDS
    assert prompt.seconds <= 25


@pytest.mark.parametrize("muscle", ["", "calf", "quadriceps", "foot", "shin", "thigh"])
def test_a_reprompt_that_carries_on_lasts_25_s_and_says_that_one_may_come_back(
    muscle: str, rules: Rulebook, voice: Voice
) -> None:
    turn = Turn("AMAZON.NextIntent", NOW)
    for step in rules.routine.suiting(Phase.LOCKED, muscle).steps:
        answered = relief.walk(turn, Session(muscle=muscle, introduced=True), rules, step.id)
        delivery = deliver(turn, answered, rules, voice)
        assert delivery.reprompt
        if step.where is not Where.IN_BED:
            assert delivery.session.then_place == ""
            continue
        assert delivery.reprompt.seconds >= 25
        assert "open me again any time" in delivery.reprompt.words
        assert rules.routine.step(delivery.session.then_place).where is Where.IN_BED


@pytest.mark.parametrize("step", ["stretch", "massage"])
def test_the_front_of_the_thigh_is_never_told_to_straighten(step: str, rules: Rulebook, voice: Voice) -> None:
    turn = Turn("CrampNowIntent", NOW, muscle="quadriceps")
    delivery = deliver(turn, relief.walk(turn, Session(muscle="quadriceps"), rules, step), rules, voice)
    assert delivery.reprompt
    assert "straighten" not in f"{delivery.prompt.words} {delivery.reprompt.words}".casefold()


def test_a_shin_cramp_never_gets_toes_up(rules: Rulebook, voice: Voice) -> None:
    turn = Turn("CrampNowIntent", NOW, muscle="shin")
    delivery = deliver(turn, relief.cramp_now(turn, Session(), rules), rules, voice)
    assert delivery.reprompt
    assert "toes" not in f"{delivery.prompt.words} {delivery.reprompt.words}".casefold()


def test_every_word_that_differs_by_country_is_used(settings: Settings, voice: Voice) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in settings.responses.glob("en/*.yaml"))
    for key in voice.keys:
        if key.startswith("words."):
            assert f"{{{{ {key} }}}}" in text


def test_the_word_for_the_doctor_differs_by_country(rules: Rulebook, voice: Voice) -> None:
    advice = {locale: voice.text("doctor.not_sure", rules.country_facts(locale), locale) for locale in LOCALES}
    assert "111" in advice["en-GB"]
    assert "811" in advice["en-CA"]
    assert "1800 633 422" in advice["en-AU"]
    assert not re.search(r"\d", advice["en-US"])


def test_a_locale_without_words_of_its_own_falls_back_to_the_language(rules: Rulebook, voice: Voice) -> None:
    assert voice.text("relief.safety", {}, "en-NZ") == voice.text("relief.safety", {}, "en")
    assert "999" not in voice.text("doctor.emergency", rules.country_facts("en-NZ"), "en-NZ")
