"""A topic's answers, by intent."""

from collections.abc import Callable

from skill.reply import Reply
from skill.rulebook import Rulebook
from skill.session import Session
from skill.turn import Turn

Answered = tuple[Session, Reply]
"""The session as it goes on, and what is said."""
Answer = Callable[[Turn, Session, Rulebook], Answered]
"""What a topic does with a turn: no IO, no clock, no Alexa."""


class Topic:
    """The intents that one topic answers."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.answers: dict[str, Answer] = {}

    def on(self, *intents: str) -> Callable[[Answer], Answer]:
        """Decorator: this function answers these intents."""

        def claim(answer: Answer) -> Answer:
            self.answers |= dict.fromkeys(intents, answer)
            return answer

        return claim
