"""What Alexa allows in a response, and what this skill promises of every one."""

import json
from typing import Any
from xml.etree import ElementTree

SPEECH_CHARACTERS = 8_000
RESPONSE_BYTES = 24 * 1024
BREAK_MS = 10_000


def faults_in(body: bytes) -> list[str]:
    """Everything that is wrong with one response; an empty list if nothing is."""
    if len(body) > RESPONSE_BYTES:
        return [f"the response has {len(body)} bytes"]
    response: dict[str, Any] = json.loads(body)["response"]
    if response == {}:
        return []
    faults = faults_in_ssml(response["outputSpeech"]["ssml"])
    ends = response.get("shouldEndSession")
    if not isinstance(ends, bool):
        faults.append("shouldEndSession is not explicit")
    if ("reprompt" in response) is not (ends is False):
        faults.append("a reprompt goes with an open microphone, and only with one")
    prompt = words(response["outputSpeech"]["ssml"])
    if prompt.endswith("?") is not (ends is False):
        faults.append(f"the microphone is open if and only if a question was asked: {prompt[-60:]!r}")
    if prompt.count("?") > 1:
        faults.append(f"more than one question: {prompt!r}")
    if "reprompt" in response:
        again = response["reprompt"]["outputSpeech"]["ssml"]
        faults += faults_in_ssml(again)
        if not words(again).endswith("?") or words(again).count("?") != 1:
            faults.append(f"the reprompt does not end with its one question: {words(again)!r}")
    return faults


def faults_in_ssml(ssml: str) -> list[str]:
    """What Alexa would not take in a piece of SSML."""
    faults: list[str] = []
    if len(ssml) > SPEECH_CHARACTERS:
        faults.append(f"{len(ssml)} characters of speech")
    root = ElementTree.fromstring(ssml)
    if root.tag != "speak":
        faults.append("the outermost tag is not speak")
    if len(root) == 1 and root[0].tag == "prosody":
        if not 20 <= int(root[0].attrib["rate"].removesuffix("%")) <= 200:
            faults.append(f"a rate of {root[0].attrib['rate']}")
        root = root[0]
    before = ""
    for element in root:
        if element.tag == "break":
            time = element.attrib["time"]
            if not time.endswith("ms") or not 0 < int(time.removesuffix("ms")) <= BREAK_MS:
                faults.append(f"a break of {time}")
            if before == "break":
                faults.append("two breaks side by side")
        elif element.tag != "say-as" or element.attrib != {"interpret-as": "digits"}:
            faults.append(f"the tag {element.tag}")
        before = element.tag if not (element.tail or "").strip() else ""
    if not words(ssml):
        faults.append("nothing is said")
    return faults


def words(ssml: str) -> str:
    """The words alone."""
    return " ".join("".join(ElementTree.fromstring(ssml).itertext()).split())
