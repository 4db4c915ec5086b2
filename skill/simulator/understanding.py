"""What an utterance means: what the templates say, then what is most like it, else nothing at all."""

import re
from dataclasses import dataclass, replace

from skill.model import Model
from skill.simulator.likeness import unmistakable
from skill.simulator.phrasebook import FLAG_SLOT, HeardSlot, Match, Phrasebook
from skill.simulator.wording import clauses, plain_words, spoken, without_fillers

LAUNCH = "LaunchRequest"
FALLBACK = "AMAZON.FallbackIntent"
DENIED = "FlagDeniedIntent"
# Of several clauses, this much must be understood.
UNDERSTOOD_SHARE = 0.5

_openers = "open|launch|start|begin|run|use|load|enable|play|ask|tell|talk to|speak to|go to"
_links = "and (?:say|ask|tell it)|and|to|for|about|that|if"


@dataclass(frozen=True)
class Understood:
    """What an utterance was taken to mean."""

    utterance: str
    """What was said."""
    intent: str
    """The intent, or LaunchRequest."""
    slots: dict[str, HeardSlot]
    """The slots that were heard, by name."""
    how: str
    """`launch`, `template`, `nearest` or `fallback`."""
    score: float
    """How near it came, from 0 to 1."""


class Understanding:
    """Understands text by an interaction model, as a careful listener would."""

    def __init__(self, model: Model) -> None:
        invocation = re.escape(model.invocation)
        self._phrasebook = Phrasebook(model)
        opened = rf"(?:please )?(?:(?:{_openers}) )(?:the )?{invocation}"
        self._launch = re.compile(rf"(?:{opened}|{invocation})(?: please| now)?")
        self._one_shot = re.compile(rf"{opened}(?: ,)? (?:(?:{_links}) )?(?=\S)")

    def understand(self, text: str) -> Understood:
        """What this utterance means."""
        said = spoken(text)
        if self._launch.fullmatch(said.replace(" ,", "")):
            return Understood(text, LAUNCH, {}, "launch", 1.0)
        said = self._one_shot.sub("", said, count=1)
        words = self._words(said)
        for attempt in (words, without_fillers(words)):
            match = self._phrasebook.exact(attempt)
            if match:
                return Understood(text, match.intent, match.slots, "template", 1.0)
        words = without_fillers(words)
        match = self._in_part(said) or self._phrasebook.alike(words) or self._phrasebook.flag_within(words)
        if match:
            return Understood(text, match.intent, match.slots, "nearest", round(match.score, 3))
        return Understood(text, FALLBACK, {}, "fallback", 0.0)

    def _words(self, said: str) -> list[str]:
        return self._phrasebook.mended(plain_words(said))

    def _in_part(self, said: str) -> Match | None:
        """What one clause of several says: a red flag if there is one, else the last that is understood."""
        parts = [(joint, without_fillers(self._words(part))) for joint, part in clauses(said)]
        if len(parts) < 2:
            return None
        heard: list[Match] = []
        understood, riddled = 0.0, False
        for joint, words in parts:
            match = self._phrasebook.exact(words) or self._phrasebook.alike(words)
            if match is None:
                riddled = riddled or self._phrasebook.telling(words)
                continue
            understood += match.score * len(words)
            denied = bool(heard) and heard[-1].intent == DENIED
            if not (denied and joint != "but" and match.literal == 0 and FLAG_SLOT in match.slots):
                heard.append(match)
        share = understood / sum(len(words) or 1 for _, words in parts)
        flags = [match for match in heard if FLAG_SLOT in match.slots and match.intent != DENIED]
        for flag in flags:
            if share >= UNDERSTOOD_SHARE or len(flag.slots) > 1 or unmistakable(flag.slots[FLAG_SLOT].value):
                return replace(flag, score=share)
        return replace(heard[-1], score=share) if heard and not riddled and share >= UNDERSTOOD_SHARE else None
