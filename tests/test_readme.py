"""The README cannot lie: its transcripts are what the skill says, its commands and files are there."""

import os
import re
import shlex

from click.testing import CliRunner

from skill.cli import main
from tests.conftest import ROOT

README = ROOT / "README.md"
TRANSCRIPT = re.compile(r"<!-- transcript -->\n```console\n\$ cramp-coach (.*)\n((?:.*\n)*?)```\n")


def test_the_transcripts_are_what_the_skill_says() -> None:
    """Run with WRITE_TRANSCRIPTS=1 to write them anew, and read what has changed."""
    text = README.read_text(encoding="utf-8")

    def play(found: re.Match[str]) -> str:
        result = CliRunner().invoke(main, shlex.split(found.group(1)))
        assert result.exit_code == 0, result.output
        return found.group(0).replace(f"\n{found.group(2)}```\n", f"\n{result.output}```\n")

    assert len(TRANSCRIPT.findall(text)) >= 2
    played = TRANSCRIPT.sub(play, text)
    if os.environ.get("WRITE_TRANSCRIPTS"):
        README.write_text(played, encoding="utf-8")
    assert played == README.read_text(encoding="utf-8")


def test_every_make_target_and_file_that_it_names_is_there() -> None:
    text = README.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)(?:PORT=\d+ )?make ([a-z]+)", text, re.MULTILINE)) <= targets
    for path in re.findall(r"`((?:skill|tests|responses|interaction_model)/[\w./-]+)`", text):
        assert (ROOT / path).exists(), path


def test_every_command_that_it_names_is_a_command() -> None:
    for command in re.findall(r"cramp-coach ([a-z]+)", README.read_text(encoding="utf-8")):
        assert command in main.commands, command
