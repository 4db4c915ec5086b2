"""Every error of the project.

CrampCoachError
├── DocumentError          a YAML file of ours is wrong: file, line, key, reason
│   ├── RulesError         skill/rules/
│   ├── WordsError         responses/
│   ├── ModelError         interaction_model/
│   └── ScriptError        a scripted conversation
├── HandlerCollision       two handlers claim one intent
├── SettingsError          the environment sets something that it may not
│   └── BindRefused        an address the service may not listen on
└── RequestError           a client's request is wrong; carries the HTTP status
    ├── BadRequest         400
    ├── WrongType          415
    └── TooLarge           413
"""

from dataclasses import dataclass


class CrampCoachError(Exception):
    """Anything that Cramp Coach raises on purpose."""


@dataclass(frozen=True)
class Mark:
    """Where something stands in a YAML file."""

    file: str
    """The file's path, as it was opened."""
    line: int
    """The line, counted from 1."""
    key: str
    """The path of keys that leads there, joined by dots; empty for the whole file."""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}"
        return f"{where}: {self.key}" if self.key else where


class DocumentError(CrampCoachError):
    """A YAML file says something that it may not; names file, line, key and reason."""

    def __init__(self, mark: Mark, reason: str) -> None:
        super().__init__(f"{mark}: {reason}")
        self.mark = mark
        self.reason = reason


class RulesError(DocumentError):
    """A fault in `skill/rules/`."""


class WordsError(DocumentError):
    """A fault in `responses/`."""


class ModelError(DocumentError):
    """A fault in `interaction_model/`."""


class ScriptError(DocumentError):
    """A fault in a scripted conversation."""


class HandlerCollision(CrampCoachError):
    """Two handlers claim one intent."""


class SettingsError(CrampCoachError):
    """The environment sets something that it may not."""


class BindRefused(SettingsError):
    """The service was told to listen where it must not."""


class RequestError(CrampCoachError):
    """A request that gets an HTTP error; its text is for the log and never holds the body."""

    status = 400


class BadRequest(RequestError):
    """Not JSON, or not the shape of an Alexa request."""

    status = 400


class WrongType(RequestError):
    """The body is not declared as JSON."""

    status = 415


class TooLarge(RequestError):
    """The body is larger than any request of Alexa's."""

    status = 413
