"""Everything that the environment can set, and where the data lies."""

import ipaddress
import os
from dataclasses import dataclass
from pathlib import Path

from skill.errors import BindRefused, SettingsError

PACKAGE = Path(__file__).parent
# In an installed wheel the data lies inside the package; in a checkout, beside it.
DATA = PACKAGE / "data" if (PACKAGE / "data").is_dir() else PACKAGE.parent


@dataclass(frozen=True)
class Settings:
    """Where the service listens, and where its rules, words and model are read from."""

    host: str = "127.0.0.1"
    """The address to listen on; loopback only, as long as requests are not verified."""
    port: int = 8080
    """The port to listen on."""
    rules: Path = PACKAGE / "rules"
    """The folder of rules."""
    responses: Path = DATA / "responses"
    """The folder of words."""
    interaction_model: Path = DATA / "interaction_model"
    """The folder of the interaction model."""

    def __post_init__(self) -> None:
        if not is_loopback(self.host):
            raise BindRefused(
                f"{self.host} is not a loopback address. Requests are not verified yet, so anybody "
                "who reached the service could speak as Alexa; it listens on this machine only."
            )


def read_settings() -> Settings:
    """The settings as the environment gives them: PORT. Raises SettingsError."""
    port = os.environ.get("PORT", "8080")
    if not port.isdigit() or int(port) > 65535:
        raise SettingsError(f"PORT is {port!r}, which is not a number from 0 to 65535")
    return Settings(port=int(port))


def is_loopback(host: str) -> bool:
    """Whether a host is this machine alone, by name or address."""
    name = host.strip("[]")
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
