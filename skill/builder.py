"""The SDK skill: the watch's handler first, then every topic's; no two may claim one intent."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ask_sdk_core.dispatch_components import (
    AbstractExceptionHandler,
    AbstractRequestHandler,
    AbstractRequestInterceptor,
    AbstractResponseInterceptor,
)
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_model import IntentRequest, LaunchRequest, Response
from ask_sdk_model.ui import Reprompt, SsmlOutputSpeech

from skill.delivery import deliver
from skill.errors import HandlerCollision
from skill.handlers import conversation, doctor, moving, relief, soothing
from skill.handlers.topic import Answer, Answered, Topic
from skill.hearing import RED_FLAG, hear
from skill.rulebook import Rulebook
from skill.session import Session, read_session
from skill.turn import Turn
from skill.voice import Voice, ssml
from skill.watch import Verdict, verdict, wind

log = logging.getLogger(__name__)
TOPICS = (doctor.doctor, relief.relief, moving.moving, soothing.soothing, conversation.conversation)


def intents_answered(topics: Iterable[Topic] = TOPICS) -> Mapping[str, Answer]:
    """Which function answers which intent; raises HandlerCollision if two claim one."""
    answers: dict[str, Answer] = {}
    for topic in topics:
        for intent, answer in topic.answers.items():
            if intent in answers or intent == RED_FLAG:
                raise HandlerCollision(f"{topic.name} claims {intent}, which another handler answers already")
            answers[intent] = answer
    return answers


def build_skill(rules: Rulebook, voice: Voice) -> CustomSkill:
    """The skill, ready to be invoked with a RequestEnvelope."""
    desk = Desk(rules, voice)
    builder = SkillBuilder()
    builder.add_global_request_interceptor(ReadTurn(desk))
    builder.add_request_handler(SessionEnded())
    builder.add_request_handler(WatchHandler(desk))
    for intent, answer in intents_answered().items():
        builder.add_request_handler(AnswerHandler(desk, intent, answer))
    builder.add_request_handler(UnknownIntent(desk))
    builder.add_global_response_interceptor(KeepSession(desk))
    builder.add_exception_handler(Sorry(desk))
    return builder.create()


class Desk:
    """What the handlers share: the rules, the voice, and this request's turn and session."""

    def __init__(self, rules: Rulebook, voice: Voice) -> None:
        self.rules = rules
        self.voice = voice

    def read(self, handler_input: HandlerInput) -> None:
        """Read the turn and the session, with its place inferred and its clock wound."""
        envelope = handler_input.request_envelope
        session = read_session(envelope.session and envelope.session.attributes, self.rules.known)
        session = session.at(envelope.request.timestamp.timestamp())
        turn = hear(envelope, session, self.rules)
        if turn.intent != conversation.FALLBACK:
            session = replace(session, misses=0)
        handler_input.attributes_manager.request_attributes.update(turn=turn, session=wind(session, turn))

    def turn(self, handler_input: HandlerInput) -> Turn:
        """What was said."""
        turn: Turn = handler_input.attributes_manager.request_attributes["turn"]
        return turn

    def session(self, handler_input: HandlerInput) -> Session:
        """The session as it stands now."""
        session: Session = handler_input.attributes_manager.request_attributes["session"]
        return session

    def verdict(self, handler_input: HandlerInput) -> Verdict | None:
        """What the watch says of this turn."""
        turn, session = self.turn(handler_input), self.session(handler_input)
        asked = self.rules.questions.get(session.question)
        return verdict(turn, session, self.rules.flags, self.rules.unclear, asked)

    def respond(self, handler_input: HandlerInput, answered: Answered) -> Response:
        """Alexa's response, made anew so that nothing half-built leaks; every field that matters is set."""
        delivery = deliver(self.turn(handler_input), answered, self.rules, self.voice)
        handler_input.attributes_manager.request_attributes["session"] = delivery.session
        again = delivery.reprompt
        return Response(
            output_speech=SsmlOutputSpeech(ssml=ssml(delivery.prompt)),
            reprompt=Reprompt(output_speech=SsmlOutputSpeech(ssml=ssml(again))) if again else None,
            should_end_session=again is None,
        )

    def keep(self, handler_input: HandlerInput) -> None:
        """Write the session back."""
        manager = handler_input.attributes_manager
        if handler_input.request_envelope.session is not None:
            manager.session_attributes = self.session(handler_input).attributes()


class ReadTurn(AbstractRequestInterceptor):
    """Before any handler: what was said, and where the person is."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def process(self, handler_input: HandlerInput) -> None:
        self._desk.read(handler_input)


class KeepSession(AbstractResponseInterceptor):
    """After every handler: the session goes back to Alexa."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def process(self, handler_input: HandlerInput, response: Response) -> None:  # noqa: ARG002
        self._desk.keep(handler_input)


class SessionEnded(AbstractRequestHandler):
    """The session is over, and whatever else needs no words: Alexa takes no speech in answer."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return not isinstance(handler_input.request_envelope.request, LaunchRequest | IntentRequest)

    def handle(self, handler_input: HandlerInput) -> Response:  # noqa: ARG002
        return Response()


class WatchHandler(AbstractRequestHandler):
    """The first to see every turn: a red flag, or ten minutes, takes it from all others."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return self._desk.verdict(handler_input) is not None

    def handle(self, handler_input: HandlerInput) -> Response:
        found = self._desk.verdict(handler_input)
        assert found is not None
        session = self._desk.session(handler_input)
        return self._desk.respond(
            handler_input, doctor.act_on(found, self._desk.turn(handler_input), session, self._desk.rules)
        )


class AnswerHandler(AbstractRequestHandler):
    """One intent, answered by its topic."""

    def __init__(self, desk: Desk, intent: str, answer: Answer) -> None:
        self._desk = desk
        self._intent = intent
        self._answer = answer

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return self._desk.turn(handler_input).intent == self._intent

    def handle(self, handler_input: HandlerInput) -> Response:
        turn, session = self._desk.turn(handler_input), self._desk.session(handler_input)
        return self._desk.respond(handler_input, self._answer(turn, session, self._desk.rules))


class UnknownIntent(AnswerHandler):
    """An intent of another model's: as good as nothing understood."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "", conversation.missed)

    def can_handle(self, handler_input: HandlerInput) -> bool:  # noqa: ARG002
        return True


class Sorry(AbstractExceptionHandler):
    """Whatever broke: a calm sentence, and the place is kept."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def can_handle(self, handler_input: HandlerInput, exception: Exception) -> bool:  # noqa: ARG002
        return True

    def handle(self, handler_input: HandlerInput, exception: Exception) -> Response:
        # The type alone: an exception's text may hold what was said.
        log.error("a handler raised %s", type(exception).__name__)
        table = handler_input.attributes_manager.request_attributes
        now = handler_input.request_envelope.request.timestamp.timestamp()
        table.setdefault("turn", Turn("", now, handler_input.request_envelope.request.locale or ""))
        table.setdefault("session", Session())
        answered = conversation.sorry(table["turn"], table["session"], self._desk.rules)
        response = self._desk.respond(handler_input, answered)
        self._desk.keep(handler_input)
        return response
