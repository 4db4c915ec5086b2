"""One night's conversation: a frozen dataclass, to and from Alexa's session attributes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from skill.triage import Disposition

VERSION = 1
PEOPLE = ("adult", "child")
PACES = ("slow", "fast")
PARTS = ("again", "easier", "more")
"""The other ways to say a step."""
SILENT_SECONDS = 14.0
"""The microphone's 8 s, and 6 s for a late answer: no reprompt has led on before that."""


ADVISED = ("in_prompt", "in_reprompt")


@dataclass(frozen=True)
class Known:
    """The ids that a session may hold; everything else in it is stale or hostile."""

    steps: Collection[str]
    """The routine's steps."""
    questions: Collection[str]
    """Every question of the rules."""
    flags: Collection[str]
    """Every red flag of the rules."""
    muscles: Collection[str]
    """Every muscle of the model."""


@dataclass(frozen=True)
class Session:
    """What must be known from one turn to the next; never stored anywhere else."""

    place: str = ""
    """The step being spoken now; empty before the walk."""
    question: str = ""
    """The question that is open; empty if none is."""
    reached: str = ""
    """The step that a guidance of several ends with; empty for one."""
    then_place: str = ""
    """The step that the reprompt leads to; empty if it stays."""
    then_question: str = ""
    """The question that the reprompt asks, if it leads on."""
    said_at: float = 0.0
    """When the last turn was answered, in seconds since 1970."""
    prompt_seconds: float = 0.0
    """How long the last prompt lasts, as estimated."""
    reprompt_seconds: float = 0.0
    """How long the last reprompt lasts, as estimated."""
    onset: float | None = None
    """When the cramp began, in seconds since 1970; the earliest report wins."""
    disposition: Disposition | None = None
    """The highest disposition so far."""
    flag: str = ""
    """The red flag that stopped the walk; empty if none did."""
    wanted: str = ""
    """The step that was asked for by name, while a question has to be settled first."""
    in_bed_only: bool = False
    """Whether standing and walking are skipped for good."""
    person: str = ""
    """Who has the cramp, if somebody else: `adult` or `child`."""
    pace: str = ""
    """How briskly to speak, if not as usual: `slow` or `fast`."""
    muscle: str = ""
    """Where the cramp is; empty if it was not said."""
    part: str = ""
    """Which way the step was said, if not the usual one: `easier`."""
    eased: bool = False
    """Whether the person has said that it let go."""
    checked: tuple[str, ...] = ()
    """The safety questions that were answered no."""
    advised: str = ""
    """Where the last response held the ten-minute advice: `in_prompt`, `in_reprompt`, or nowhere."""
    introduced: bool = False
    """Whether the safety line and the way to interrupt have been said."""
    misses: int = 0
    """How often in a row nothing was understood."""

    def reprompted(self, now: float) -> bool:
        """Whether the reprompt has been heard: only if that is certain, for repeating a step is safe."""
        return now - self.said_at > self.prompt_seconds + SILENT_SECONDS + self.reprompt_seconds / 4

    def heard_advice(self, now: float) -> bool:
        """Whether the person has just been told to phone if the cramp is still locked."""
        return self.advised == "in_prompt" or (self.advised == "in_reprompt" and self.reprompted(now))

    def at(self, now: float) -> "Session":
        """The session as it stands when the next request comes: at the step being spoken now."""
        if not self.then_place or not self.reprompted(now):
            heard_out = bool(self.reached) and now - self.said_at >= self.prompt_seconds
            return replace(self, place=self.reached, reached="") if heard_out else self
        return replace(
            self, place=self.then_place, question=self.then_question, then_place="", then_question="", reached=""
        )

    def attributes(self) -> dict[str, object]:
        """Alexa's session attributes: what differs from a new session, in a few short values."""
        new = Session()
        changed = {key: value for key, value in vars(self).items() if value != getattr(new, key)}
        if self.disposition is not None:
            changed["disposition"] = self.disposition.name.lower()
        if self.checked:
            changed["checked"] = " ".join(self.checked)
        return {"version": VERSION, **changed}


def read_session(attributes: object, known: Known) -> Session:
    """The session in these attributes; whatever is unknown, stale or hostile defaults alone."""
    given: Mapping[str, object] = attributes if isinstance(attributes, Mapping) else {}

    def one_of(key: str, allowed: Collection[str]) -> str:
        value = given.get(key)
        return value if isinstance(value, str) and value in allowed else ""

    def number(key: str, most: float) -> float:
        value = given.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return 0.0
        return float(value) if 0 <= value <= most else 0.0

    def truth(key: str) -> bool:
        return given.get(key) is True

    asked = given.get("checked")
    then_place = one_of("then_place", known.steps)
    then_question = one_of("then_question", known.questions)
    name = one_of("disposition", [each.name.lower() for each in Disposition])
    return Session(
        place=one_of("place", known.steps),
        question=one_of("question", known.questions),
        reached=one_of("reached", known.steps),
        then_place=then_place if then_question else "",
        then_question=then_question if then_place else "",
        said_at=number("said_at", 4e9),
        prompt_seconds=number("prompt_seconds", 240),
        reprompt_seconds=number("reprompt_seconds", 240),
        onset=number("onset", 4e9) or None,
        disposition=Disposition.named(name) if name else None,
        flag=one_of("flag", known.flags),
        wanted=one_of("wanted", known.steps),
        in_bed_only=truth("in_bed_only"),
        person=one_of("person", PEOPLE),
        pace=one_of("pace", PACES),
        muscle=one_of("muscle", known.muscles),
        part=one_of("part", PARTS),
        eased=truth("eased"),
        checked=tuple(each for each in asked.split() if each in known.questions)
        if isinstance(asked, str) and len(asked) < 1000
        else (),
        advised=one_of("advised", ADVISED),
        introduced=truth("introduced"),
        misses=int(number("misses", 9)),
    )
