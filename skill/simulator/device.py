"""An Echo for the desk: it keeps the session and the clock as the device does."""

import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

from skill.simulator.phrasebook import HeardSlot
from skill.speech import Held, Said, Speech
from skill.voice import DIGITS_CLOSE, DIGITS_OPEN

MICROPHONE_SECONDS = 8.0
"""How long the microphone waits before the reprompt, and again after it."""
UTTERANCE_SECONDS = 2.0
"""How long a person takes to say a short thing."""
SKILL_ID = "amzn1.ask.skill.simulator"
Post = Callable[[bytes], bytes]
"""Takes a request envelope to the endpoint and brings the response envelope."""


@dataclass(frozen=True)
class Heard:
    """What came out of the speaker, and what the device does next."""

    prompt: Speech
    """What was said."""
    reprompt: Speech | None
    """What is said after 8 s of silence."""
    microphone_open: bool
    """Whether the device listens."""
    response: Mapping[str, Any]
    """The response envelope, as it came."""


def read_ssml(ssml: str) -> Speech:
    """The speech in a piece of SSML; raises ParseError if it is not well formed."""
    parts: list[Said | Held] = []

    def say(text: str | None) -> None:
        if text and text.strip():
            if parts and isinstance(parts[-1], Said):
                parts[-1] = Said(f"{parts[-1].text}{text}".strip())
            else:
                parts.append(Said(text.strip()))

    root = ElementTree.fromstring(ssml)
    rate = 1.0
    if len(root) == 1 and root[0].tag == "prosody":
        root = root[0]
        rate = int(root.attrib["rate"].removesuffix("%")) / 100
    say(root.text)
    for element in root:
        if element.tag == "break":
            parts.append(Held(float(element.attrib["time"].removesuffix("ms")) / 1000))
        else:
            before = " " if parts and isinstance(parts[-1], Said) else ""
            say(f"{before}{DIGITS_OPEN}{element.text}{DIGITS_CLOSE}")
        say(element.tail)
    return Speech(tuple(parts), rate)


@dataclass
class Device:
    """One device, with at most one session; its clock moves as speech and silence do."""

    post: Post
    """The way to the endpoint."""
    locale: str = "en-US"
    """The device's language and country."""
    now: float = 1_800_000_000.0
    """The device's clock, in seconds since 1970."""
    attributes: dict[str, Any] = field(default_factory=dict)
    """The session's attributes, as the skill left them."""
    last_attributes: dict[str, Any] = field(default_factory=dict)
    """The attributes of the last response, kept after the session for whoever looks."""
    session_id: str = ""
    """The open session; empty if there is none."""
    heard: Heard | None = None
    """The last thing that was said; None before the first."""
    reprompted: bool = False
    """Whether the reprompt has been said since."""
    spoke_at: float = 0.0
    """When the device began to say what it said last."""

    def launch(self) -> Heard:
        """Open the skill by its name."""
        return self._send({"type": "LaunchRequest"})

    def intent(
        self, name: str, slots: Mapping[str, HeardSlot] | None = None, types: Mapping[str, str] | None = None
    ) -> Heard:
        """Say something that was understood as this intent; `types` names each slot's type."""
        filled = {key: _slot(key, slot, (types or {}).get(key, "")) for key, slot in (slots or {}).items()}
        return self._send(
            {"type": "IntentRequest", "intent": {"name": name, "confirmationStatus": "NONE", "slots": filled}}
        )

    def silence(self) -> Speech | None:
        """Say nothing: the reprompt after 8 s, or, after another 8 s, the end of the session (None)."""
        if not self.heard or not self.session_id:
            return None
        self.now += MICROPHONE_SECONDS
        if not self.reprompted and self.heard.reprompt:
            self.reprompted = True
            self.spoke_at = self.now
            self.now += self.heard.reprompt.seconds
            return self.heard.reprompt
        self.end("EXCEEDED_MAX_REPROMPTS")
        return None

    def interrupt(self, seconds: float) -> None:
        """Be called by the wake word this long after it began to speak, if it is still speaking."""
        self.now = min(self.now, self.spoke_at + seconds)

    def end(self, reason: str) -> None:
        """The session is over, and the skill is told."""
        if self.session_id:
            self.post(self._envelope({"type": "SessionEndedRequest", "reason": reason}, new=False))
        self.session_id, self.attributes = "", {}

    def _send(self, request: Mapping[str, Any]) -> Heard:
        new = not self.session_id
        if new:
            self.session_id, self.attributes = f"amzn1.echo-api.session.{uuid.uuid4()}", {}
        self.now += UTTERANCE_SECONDS
        response = json.loads(self.post(self._envelope(request, new=new)))
        self.attributes = self.last_attributes = response.get("sessionAttributes") or {}
        body = response["response"]
        again = body.get("reprompt")
        self.heard = Heard(
            prompt=read_ssml(body["outputSpeech"]["ssml"]) if "outputSpeech" in body else Speech(),
            reprompt=read_ssml(again["outputSpeech"]["ssml"]) if again else None,
            microphone_open=body.get("shouldEndSession") is False,
            response=response,
        )
        self.spoke_at = self.now
        self.now += self.heard.prompt.seconds
        self.reprompted = False
        if not self.heard.microphone_open:
            self.session_id = ""
        return self.heard

    def _envelope(self, request: Mapping[str, Any], *, new: bool) -> bytes:
        user = {"userId": "amzn1.ask.account.simulator"}
        application = {"applicationId": SKILL_ID}
        stamp = datetime.fromtimestamp(self.now, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        envelope = {
            "version": "1.0",
            "session": {
                "new": new,
                "sessionId": self.session_id,
                "application": application,
                "attributes": self.attributes,
                "user": user,
            },
            "context": {
                "System": {
                    "application": application,
                    "user": user,
                    "device": {"deviceId": "simulator", "supportedInterfaces": {}},
                    "apiEndpoint": "https://api.amazonalexa.com",
                    "apiAccessToken": "simulator",
                }
            },
            "request": {
                "requestId": f"amzn1.echo-api.request.{uuid.uuid4()}",
                "timestamp": stamp,
                "locale": self.locale,
                **request,
            },
        }
        return json.dumps(envelope).encode()


def _slot(name: str, heard: HeardSlot, kind: str) -> dict[str, Any]:
    """A slot in Alexa's format; a type of our own says whether its value was resolved."""
    slot: dict[str, Any] = {
        "name": name,
        "value": heard.value,
        "confirmationStatus": "NONE",
        "source": "USER",
    }
    if kind.startswith("AMAZON."):
        return slot
    authority = f"amzn1.er-authority.echo-sdk.{SKILL_ID}.{kind or name.upper()}"
    matched = {"code": "ER_SUCCESS_MATCH" if heard.id else "ER_SUCCESS_NO_MATCH"}
    resolution: dict[str, Any] = {"authority": authority, "status": matched}
    if heard.id:
        resolution["values"] = [{"value": {"name": heard.value, "id": heard.id}}]
    return slot | {"resolutions": {"resolutionsPerAuthority": [resolution]}}
