"""The routine, its steps, and the pure moves between them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Where(StrEnum):
    """Where a step is done."""

    IN_BED = "in_bed"
    BED_EDGE = "bed_edge"
    STANDING = "standing"


class Phase(StrEnum):
    """When a step is for."""

    LOCKED = "locked"
    """While the muscle is locked: the walk goes round these."""
    SORE = "sore"
    """Once it has let go: told one by one, and not timed."""


class Silence(StrEnum):
    """What the reprompt does when nobody answers."""

    ADVANCE = "advance"
    """Carry the person on to the next step that is done in bed."""
    STAY = "stay"
    """Ask the same question again."""


class Act(StrEnum):
    """What an answer to a question leads to."""

    START = "start"
    """Begin the walk, and the clock."""
    GO_ON = "go_on"
    """It has not let go: go to the next step."""
    RESUME = "resume"
    """Go back to the same step; before the walk, begin as is fit."""
    SETTLED = "settled"
    """It may have let go: ask whether there is anything more."""
    CLOSE = "close"
    """It has let go: say what to expect, and close."""
    WANTED = "wanted"
    """Go to the step that was asked for by name."""
    NEXT_WAY = "next_way"
    """Tell the next way to ease soreness."""
    WAIT = "wait"
    """Wait a while, and ask again."""
    STOP = "stop"
    """Say goodbye, and close."""
    HELP = "help"
    """Say what can be said here."""
    ASK = "ask"
    """Ask the target question."""
    FLAG = "flag"
    """The target red flag is present."""


@dataclass(frozen=True)
class Outcome:
    """An act, and what it is about."""

    act: Act
    """What to do."""
    target: str = ""
    """A question id for ASK, a red flag id for FLAG; else empty."""


@dataclass(frozen=True)
class Question:
    """A question that may be open, and what each answer means."""

    id: str
    """Its name, unique in the rules; stored in the session while it is open."""
    topic: str
    """The topic whose words ask it."""
    yes: Outcome
    """What yes leads to."""
    no: Outcome
    """What no leads to."""
    unsure: Outcome
    """What "I don't know" leads to; never guessed."""
    silence: Silence
    """What the reprompt does; a safety question always stays."""
    safety: bool
    """Whether a red flag hangs on it: it is never passed over."""
    timed: bool = False
    """Whether it asks how long: then a duration answers it, and "it's gone" makes it idle."""

    @property
    def key(self) -> str:
        """The response key of its words."""
        return f"{self.topic}.question.{self.id}"

    @property
    def again(self) -> str:
        """The response key of what is said before it is asked again, where silence stays."""
        return f"{self.topic}.again.{self.id}"


@dataclass(frozen=True)
class Step:
    """One movement of the routine."""

    id: str
    """Its name, unique in the routine."""
    phase: Phase
    """When it is for."""
    hold: float
    """How long to keep it up, in seconds; 0 for none."""
    where: Where
    """Where it is done."""
    silence: Silence
    """What the reprompt after it does."""
    parts: frozenset[str]
    """The names of its claims, such as `do` and `easier`."""
    longest: float = 0.0
    """How long it may be kept up on request, in seconds; 0 if it is not held."""
    sit_first: float = 0.0
    """How long to sit on the edge of the bed before it, in seconds; 0 for not at all."""
    then_ask: str = ""
    """The safety question that the turn after it asks, once a session; empty for none."""
    not_for: frozenset[str] = frozenset()
    """The muscles that it would not help, or would harm."""
    by_muscle: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The claims that are said otherwise for one muscle."""

    def has(self, part: str, muscle: str = "") -> bool:
        """Whether a part may be said for this muscle: not if the muscle has another way and no such part of it."""
        own = self.by_muscle.get(muscle, frozenset())
        return part in own or (part in self.parts and "do" not in own)

    def key(self, part: str, muscle: str = "") -> str:
        """The response key of a part, as it is said for this muscle."""
        own = part in self.by_muscle.get(muscle, ())
        return f"relief.{self.id}.{muscle}.{part}" if own else f"relief.{self.id}.{part}"


@dataclass(frozen=True)
class Routine:
    """Steps in their order; the walk goes round them until the cramp lets go."""

    steps: tuple[Step, ...]
    """At least one step, the first of them done in bed."""

    def suiting(self, phase: Phase, muscle: str = "", *, in_bed_only: bool = False) -> "Routine":
        """The steps of a phase that suit a muscle, and a person who stays in bed."""
        steps = tuple(
            step
            for step in self.steps
            if step.phase is phase
            and muscle not in step.not_for
            and not (in_bed_only and step.where is not Where.IN_BED)
        )
        return Routine(steps or self.steps)

    def step(self, place: str) -> Step:
        """The step at a place; the first for a place that is not in the routine."""
        return next((step for step in self.steps if step.id == place), self.steps[0])

    def number(self, place: str) -> int:
        """The number of the step at a place, counted from 1."""
        return self.steps.index(self.step(place)) + 1

    @property
    def first(self) -> Step:
        """The step that begins it."""
        return self.steps[0]

    @property
    def last(self) -> Step:
        """The step that ends it."""
        return self.steps[-1]

    def next(self, place: str) -> Step:
        """The step after a place; after the last comes the first again."""
        return self.steps[(self.steps.index(self.step(place)) + 1) % len(self.steps)]

    def previous(self, place: str) -> Step:
        """The step before a place; the first stays where it is."""
        return self.steps[max(self.steps.index(self.step(place)) - 1, 0)]

    def in_bed_after(self, place: str) -> Step:
        """The next step that can be done lying down: where silence leads."""
        here = self.steps.index(self.step(place))
        turned = self.steps[here + 1 :] + self.steps[: here + 1]
        return next((step for step in turned if step.where is Where.IN_BED), self.first)
