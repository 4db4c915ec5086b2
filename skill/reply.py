"""What is answered: whether the microphone opens is in the type, and an Ask names its question."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from skill.guide import Question


@dataclass(frozen=True)
class Say:
    """Words, by their response key."""

    key: str
    """The key in the responses."""
    facts: Mapping[str, object] = field(default_factory=dict)
    """What the words need to know, beyond the country's numbers."""


@dataclass(frozen=True)
class Hold:
    """Keeping something up, with soft cues in between."""

    seconds: float
    """How long in all, the cues included."""
    cues: tuple[str, ...] = ()
    """The response keys of the cues; a key of a list stands for all of it."""
    sparse: bool = False
    """Whether to say only as many cues as a pause of 10 s calls for."""


Phrase = Say | Hold


@dataclass(frozen=True)
class Round:
    """One step of guidance without questions."""

    place: str
    """The step."""
    phrases: tuple[Phrase, ...]
    """How it is said."""


@dataclass(frozen=True)
class Ask:
    """The microphone opens: the prompt ends with the question, and so does the reprompt."""

    prompt: tuple[Phrase, ...]
    """What is said before the question."""
    question: Question
    """The question, which comes last."""
    reprompt: tuple[Phrase, ...] = ()
    """What is said after 8 s of silence, before its question."""
    rounds: tuple[Round, ...] = ()
    """What may follow the prompt before the question, round by round, as far as the time allows."""
    then_place: str = ""
    """The step that the reprompt leads to; empty if it stays."""
    then_question: Question | None = None
    """The reprompt's question, where it is another."""

    @property
    def asked_again(self) -> Question:
        """The question that ends the reprompt."""
        return self.then_question or self.question


@dataclass(frozen=True)
class Tell:
    """The microphone stays shut, and the session ends."""

    prompt: tuple[Phrase, ...]
    """What is said; it asks nothing."""


Reply = Ask | Tell
