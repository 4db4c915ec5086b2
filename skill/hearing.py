"""An Alexa request in the domain's words: what was said, and what it means for the watch."""

import re
from collections.abc import Mapping

from ask_sdk_model import IntentRequest, RequestEnvelope, Slot
from ask_sdk_model.slu.entityresolution import StatusCode

from skill.guide import Act, Question
from skill.rulebook import Rulebook
from skill.session import Session
from skill.turn import Meaning, Turn

ANSWERS = {"AMAZON.YesIntent": "yes", "AMAZON.NoIntent": "no"}
FLAG_DENIED = "FlagDeniedIntent"
RED_FLAG = "RedFlagIntent"
_meanings: Mapping[str, Meaning] = {
    "CrampNowIntent": Meaning.CRAMP,
    "MuscleIntent": Meaning.CRAMP,
    "DurationIntent": Meaning.STILL_LOCKED,
    "StillLockedIntent": Meaning.STILL_LOCKED,
    "BackIntent": Meaning.BACK,
    "EasedIntent": Meaning.EASED,
    "SoreIntent": Meaning.EASED,
    "WorseIntent": Meaning.STILL_LOCKED,
    "OtherLegIntent": Meaning.CRAMP,
    "AMAZON.YesIntent": Meaning.ANSWER,
    "AMAZON.NoIntent": Meaning.ANSWER,
    "UnsureIntent": Meaning.ANSWER,
    "FlagDeniedIntent": Meaning.ANSWER,
    "AMAZON.HelpIntent": Meaning.ANSWER,
    "AMAZON.RepeatIntent": Meaning.ANSWER,
    "AMAZON.FallbackIntent": Meaning.ANSWER,
    "DeviceIntent": Meaning.ANSWER,
    "SlowerIntent": Meaning.ANSWER,
    "FasterIntent": Meaning.ANSWER,
    "AMAZON.PauseIntent": Meaning.ANSWER,
    "WaitIntent": Meaning.ANSWER,
    "AMAZON.StopIntent": Meaning.STOP,
    "AMAZON.CancelIntent": Meaning.STOP,
    "AMAZON.NavigateHomeIntent": Meaning.STOP,
}
_iso_duration = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_unit_seconds = (365 * 86400, 30 * 86400, 7 * 86400, 86400, 3600, 60, 1)


def hear(envelope: RequestEnvelope, session: Session, rules: Rulebook) -> Turn:
    """The request as a turn; a slot that can't be read counts as not said, a red flag's as unclear."""
    request = envelope.request
    now = request.timestamp.timestamp()
    locale = request.locale or ""
    if not isinstance(request, IntentRequest):
        return Turn(request.object_type, now, locale)
    intent = request.intent.name
    slots = {name: slot for name, slot in (request.intent.slots or {}).items() if isinstance(slot, Slot)}
    flag, said = _resolved(slots.get("red_flag"), rules.flags)
    muscle, _ = _resolved(slots.get("muscle"), (*rules.leg_muscles, *rules.other_muscles))
    person, _ = _resolved(slots.get("person"), ("adult", "child"))
    step, _ = _resolved(slots.get("step"), {each.id: each for each in rules.routine.steps})
    denied = intent == FLAG_DENIED
    meaning = _meanings.get(intent, Meaning.OTHER)
    if meaning is Meaning.CRAMP and muscle in rules.other_muscles:
        meaning = Meaning.OTHER
    if question := rules.questions.get(session.question):
        meaning = _answered(intent, question) or meaning
    return Turn(
        intent=intent,
        now=now,
        locale=locale,
        meaning=meaning,
        muscle=muscle,
        person=person,
        duration=_seconds(slots["duration"].value) if "duration" in slots else None,
        step=step,
        number=_whole(slots["step_number"].value) if "step_number" in slots else None,
        flag="" if denied else flag,
        denied=flag if denied else "",
        unclear_flag=not denied and not flag and (bool(said) or intent == RED_FLAG),
    )


def _answered(intent: str, question: Question) -> Meaning | None:
    """What a bare yes or no says of the cramp."""
    outcome = {"yes": question.yes, "no": question.no}.get(ANSWERS.get(intent, ""))
    if outcome and outcome.act is Act.START:
        return Meaning.CRAMP
    if outcome and outcome.act is Act.SETTLED:
        return Meaning.SETTLED
    if outcome and outcome.act is Act.CLOSE:
        return Meaning.EASED
    if outcome and outcome.act is Act.GO_ON and not question.safety:
        return Meaning.STILL_LOCKED
    return None


def _resolved(slot: Slot | None, known: Mapping[str, object] | tuple[str, ...]) -> tuple[str, str]:
    """The id that a slot was resolved to, if it is known, and what was said."""
    if slot is None or not slot.value:
        return "", ""
    authorities = (slot.resolutions and slot.resolutions.resolutions_per_authority) or []
    for authority in authorities:
        matched = authority.status and authority.status.code is StatusCode.ER_SUCCESS_MATCH
        for value in (authority.values or []) if matched else []:
            if value.value and value.value.id in known:
                return str(value.value.id), str(slot.value)
    return "", str(slot.value)


def _whole(number: object) -> int | None:
    """A number's slot as a whole number; None if it is not one."""
    return int(number) if isinstance(number, str) and number.isdecimal() and len(number) < 6 else None


def _seconds(duration: object) -> float | None:
    """An ISO-8601 duration such as PT5M in seconds; None if it is not one, or is nothing."""
    found = _iso_duration.fullmatch(duration) if isinstance(duration, str) and len(duration) < 40 else None
    if not found:
        return None
    parts = [int(part or 0) for part in found.groups()]
    return float(sum(part * unit for part, unit in zip(parts, _unit_seconds, strict=True))) or None
