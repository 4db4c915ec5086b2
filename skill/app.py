"""create_app(settings): the Flask host. POST / is the Alexa endpoint."""

import logging

from flask import Flask, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from skill.builder import build_skill
from skill.check import check
from skill.errors import BadRequest, RequestError, TooLarge, WrongType
from skill.model import read_model
from skill.rulebook import read_rulebook
from skill.settings import Settings, is_loopback
from skill.voice import Voice
from skill.wire import EMPTY_RESPONSE, read_request, write_response

log = logging.getLogger(__name__)
MOST_BYTES = 128 * 1024
ALEXA_JSON = "application/json;charset=UTF-8"
# A proxy in front would make a loopback address public.
PROXY_HEADERS = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip")
ABOUT = """Cramp Coach: an Alexa skill that talks a person through a leg cramp at night, hands-free.

POST /        the Alexa endpoint: a request envelope in, a response envelope out
GET  /health  200 once the rules, words and model are loaded

Talk to it in a terminal:  make talk
or without a keyboard:     cramp-coach talk --fast --say "i have a cramp" --say no --say "it's gone"

It gives general information and is not a substitute for medical advice.
"""


def create_app(settings: Settings | None = None) -> Flask:
    """The host, with rules, words and model read and checked; raises DocumentError if one is wrong."""
    settings = settings or Settings()
    rules = read_rulebook(settings.rules)
    voice = Voice(settings.responses)
    model = read_model(settings.interaction_model / "en")
    for fault in check(rules, voice, model):
        raise fault
    skill = build_skill(rules, voice)
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.extensions["cramp_coach"] = model

    @app.post("/")
    def alexa() -> Response:
        _refuse_strangers()
        if request.mimetype != "application/json":
            raise WrongType("the content type is not application/json")
        envelope = read_request(_body())
        if envelope is None:
            return Response(EMPTY_RESPONSE, content_type=ALEXA_JSON)
        return Response(write_response(skill.invoke(envelope, None)), content_type=ALEXA_JSON)

    @app.get("/")
    def about() -> Response:
        return Response(ABOUT, content_type="text/plain;charset=UTF-8")

    @app.get("/health")
    def health() -> Response:
        return Response("ok\n", content_type="text/plain;charset=UTF-8")

    @app.errorhandler(RequestError)
    def refused(error: RequestError) -> Response:
        log.warning("refused with %d: %s", error.status, error)
        return Response(f"{error}\n", status=error.status, content_type="text/plain;charset=UTF-8")

    return app


def _body() -> bytes:
    try:
        return request.get_data(cache=False)
    except RequestEntityTooLarge:
        raise TooLarge(f"the body is over {MOST_BYTES} bytes") from None


def _refuse_strangers() -> None:
    """Unverified requests are taken from this machine alone."""
    if not is_loopback(request.host.rpartition(":")[0] or request.host):
        raise BadRequest("the Host header is not this machine")
    for header in PROXY_HEADERS:
        if header in request.headers:
            raise BadRequest(f"{header} is set: requests are not verified, so none may come through a proxy")
