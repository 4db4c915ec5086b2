"""cramp-coach: run, talk, understand, check, model."""

import json
import logging
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from skill.errors import CrampCoachError
from skill.settings import read_settings

if TYPE_CHECKING:
    from skill.simulator.device import Post


@click.group()
def main() -> None:
    """An Alexa skill that talks a person through a leg cramp at night, hands-free."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; loopback only.")
@click.option("--port", type=click.IntRange(0, 65535), help="The port to listen on; else PORT, else 8080.")
@click.option("--no-verify", is_flag=True, help="For clients that can't sign. Requests are not verified yet anyway.")
def run(host: str, port: int | None, no_verify: bool) -> None:  # noqa: ARG001
    """Start the service; POST / is the Alexa endpoint."""
    from werkzeug.serving import make_server

    from skill.app import create_app

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    with _calmly():
        settings = read_settings()
        settings = replace(settings, host=host, port=settings.port if port is None else port)
        app = create_app(settings)
        server = make_server(settings.host, settings.port, app, threaded=True)
    where = f"http://{f'[{host}]' if ':' in host else host}:{server.server_port}/"
    click.echo(f"Cramp Coach listens on {where} (POST: the Alexa endpoint; GET: what this is).")
    click.echo("It listens on this machine only: requests are not verified yet, so anybody could speak as Alexa.")
    click.echo("Talk to it: run `make talk` in another terminal, and type: i've got a cramp in my calf")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("Stopped.")


@main.command()
@click.option("--say", "said", multiple=True, help="Say this, then the next; empty is silence. Else type it.")
@click.option("--fast", is_flag=True, help="Skip the waiting.")
@click.option("--locale", default="en-US", show_default=True, help="The device's language and country.")
def talk(said: tuple[str, ...], fast: bool, locale: str) -> None:
    """Talk to the skill in this terminal; Enter alone is silence."""
    import time

    from skill.app import create_app
    from skill.simulator.device import Device
    from skill.simulator.terminal import Terminal

    with _calmly():
        app = create_app(read_settings())
    device = Device(_poster(app.test_client()), locale=locale, now=time.time())
    terminal = Terminal(device, app.extensions["cramp_coach"], fast=fast, echo=bool(said))
    if not said:
        click.echo("Say something, such as: i've got a cramp in my calf. Enter alone is silence; Ctrl-D leaves.")
    terminal.converse(said or _typed())


@main.command()
@click.argument("utterance", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Read utterances from standard input; answer a line each.")
def understand(utterance: tuple[str, ...], as_json: bool) -> None:
    """What an utterance is understood as."""
    from skill.model import read_model
    from skill.simulator.understanding import Understanding

    with _calmly():
        understanding = Understanding(read_model(read_settings().interaction_model / "en"))
    lines = (line.rstrip("\r\n") for line in sys.stdin) if as_json and not utterance else iter([" ".join(utterance)])
    for line in lines:
        found = understanding.understand(line)
        slots = {name: slot.id or slot.value for name, slot in found.slots.items()}
        answer = {
            "utterance": line,
            "intent": found.intent,
            "slots": slots,
            "how": found.how,
            "score": found.score,
        }
        if as_json:
            click.echo(json.dumps(answer, ensure_ascii=False))
        else:
            click.echo(f"{found.intent} {slots or ''} ({found.how}, {found.score:g})")


@main.command()
@click.option("--rules", type=click.Path(path_type=Path), help="Another folder of rules.")
@click.option("--responses", type=click.Path(path_type=Path), help="Another folder of words.")
@click.option("--model", "interaction_model", type=click.Path(path_type=Path), help="Another interaction model.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Name what has lapsed by this day; else today.")
def check(rules: Path | None, responses: Path | None, interaction_model: Path | None, today: datetime | None) -> None:
    """Check rules, words and model, without starting anything."""
    from skill.check import check as faults_in
    from skill.check import lapsed
    from skill.model import read_model, stale_locales
    from skill.rulebook import read_rulebook
    from skill.voice import Voice

    settings = read_settings()
    folder = interaction_model or settings.interaction_model
    with _calmly():
        rulebook = read_rulebook(rules or settings.rules)
        voice = Voice(responses or settings.responses)
        model = read_model(folder / "en")
        faults = faults_in(rulebook, voice, model)
    stale = stale_locales(model, folder)
    for fault in faults:
        click.echo(fault, err=True)
    for path in stale:
        click.echo(f"{path}: is not what the model says; run cramp-coach model", err=True)
    if faults or stale:
        sys.exit(1)
    for fault in lapsed(rulebook, today.date() if today else date.today()):
        click.echo(f"to review: {fault}")
    click.echo(f"{len(rulebook.claims)} claims, {len(voice.keys)} responses, {len(model.intents)} intents: all agree")


@main.command()
def model() -> None:
    """Compile the interaction model to Alexa's JSON, for each locale."""
    from skill.model import read_model, write_locales

    folder = read_settings().interaction_model
    with _calmly():
        written = write_locales(read_model(folder / "en"), folder)
    for path in written:
        click.echo(f"wrote {path.name}")
    if not written:
        click.echo("nothing has changed")


class _calmly:  # noqa: N801
    """Errors of ours end the command in one line, with exit status 1."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, CrampCoachError | OSError):
            raise click.ClickException(str(error)) from error


def _poster(client: object) -> "Post":
    def post(body: bytes) -> bytes:
        answer = client.post("/", data=body, content_type="application/json;charset=UTF-8")  # type: ignore[attr-defined]
        if answer.status_code != 200:
            raise click.ClickException(f"the endpoint answered {answer.status_code}: {answer.text.strip()}")
        body = answer.get_data()
        return bytes(body)

    return post


def _typed() -> Iterator[str]:
    while True:
        try:
            yield input("> ")
        except EOFError:
            return
