"""Bytes to RequestEnvelope, and ResponseEnvelope to bytes; a wrong shape is a BadRequest."""

import json

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope, ResponseEnvelope

from skill.errors import BadRequest

SPOKEN_REQUESTS = ("LaunchRequest", "IntentRequest", "SessionEndedRequest")
EMPTY_RESPONSE = b'{"version":"1.0","response":{}}'
_serializer = DefaultSerializer()


def read_request(body: bytes) -> RequestEnvelope | None:
    """The request in a body; None for a type that needs no answer. Raises BadRequest, never with the body in it."""
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError):
        raise BadRequest("the body is not JSON") from None
    kind = _text(payload, "request", "type")
    _text(payload, "request", "timestamp")
    if kind not in SPOKEN_REQUESTS:
        return None
    if kind == "IntentRequest":
        _text(payload, "request", "intent", "name")
    try:
        envelope: RequestEnvelope = _serializer.deserialize(json.dumps(payload), RequestEnvelope)
    except (
        SerializationException,
        AttributeError,
        TypeError,
        ValueError,
        KeyError,
        RecursionError,
        OverflowError,
    ):
        # The SDK's own text holds the whole body: it goes no further.
        raise BadRequest("the body is not the shape of an Alexa request") from None
    _check(envelope)
    return envelope


def write_response(envelope: ResponseEnvelope) -> bytes:
    """The response as Alexa takes it."""
    return json.dumps(_serializer.serialize(envelope), ensure_ascii=False, separators=(",", ":")).encode()


def _text(payload: object, *path: str) -> str:
    """The text at a path of keys; raises BadRequest with the path."""
    found = payload
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    if not isinstance(found, str) or not found:
        raise BadRequest(f"{'.'.join(path)} is missing, or is not text")
    return found


def _check(envelope: RequestEnvelope) -> None:
    """What the SDK lets pass: a time that cannot be reckoned with, and text where an object should be."""
    try:
        envelope.request.timestamp.timestamp()
        if envelope.session is not None:
            _ = envelope.session.attributes
        slots = getattr(getattr(envelope.request, "intent", None), "slots", None)
        if slots is not None and not isinstance(slots, dict):
            raise BadRequest("request.intent.slots is not an object")
        if not isinstance(envelope.request.locale or "", str):
            raise BadRequest("request.locale is not text")
    except (AttributeError, TypeError, ValueError, OverflowError, OSError):
        raise BadRequest("request.timestamp is not a time") from None
