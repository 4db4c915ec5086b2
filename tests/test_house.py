"""The law of the house: who may import whom, read from the source."""

import ast
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

SKILL = ROOT / "skill"
DOMAIN = {"claim", "guide", "triage", "watch", "session", "reply", "speech", "turn"}
ALEXA = {"verify", "wire", "app", "builder", "hearing"}
YAML = {"document"}
DOCUMENTS = {"rulebook", "voice", "model", "simulator.script", "check", "cli", "app"}
# What each room may import of the house, besides itself; a room not named here may import all but the simulator.
ARROWS = {
    "handlers.topic": {"reply", "rulebook", "session", "turn"},
    "handlers.asking": {"guide", "handlers.topic", "reply", "rulebook", "session"},
    "handlers.relief": {"handlers.topic", "handlers.asking", "guide", "reply", "rulebook", "session", "turn"},
    "handlers.soothing": {
        "handlers.topic",
        "handlers.asking",
        "handlers.relief",
        "guide",
        "reply",
        "rulebook",
        "session",
        "turn",
    },
    "handlers.doctor": {"handlers.topic", "handlers.asking", "reply", "rulebook", "session", "triage", "turn", "watch"},
    "delivery": {
        "handlers.topic",
        "handlers.doctor",
        "reply",
        "rulebook",
        "session",
        "speech",
        "turn",
        "voice",
        "watch",
    },
    "rulebook": {"document", "errors", "custody", "claim", "guide", "session", "triage"},
    "custody": {"document", "errors", "claim"},
    "voice": {"document", "errors", "reply", "speech"},
    "model": {"document", "errors", "template"},
    "template": {"document", "errors"},
    "document": {"errors"},
    "errors": set(),
}


def room(path: Path) -> str:
    name = ".".join(path.relative_to(SKILL).with_suffix("").parts)
    return name.removesuffix(".__init__")


def imports(path: Path) -> set[str]:
    """Everything that a file imports, by its full dotted name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            if node.module in ("skill", "skill.handlers", "skill.simulator"):
                found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


ROOMS = {room(path): imports(path) for path in sorted(SKILL.rglob("*.py")) if "data" not in path.parts}


def rooms_imported(name: str) -> set[str]:
    known = {found.removeprefix("skill.") for found in ROOMS[name] if found.startswith("skill.")}
    return known - {"handlers", "simulator"}


def outside(name: str) -> set[str]:
    return {found.partition(".")[0] for found in ROOMS[name]} - {"skill"}


@pytest.mark.parametrize("name", sorted(DOMAIN))
def test_the_domain_imports_nothing_but_itself_and_the_standard_library(name: str) -> None:
    assert rooms_imported(name) <= DOMAIN
    assert outside(name) <= sys.stdlib_module_names


@pytest.mark.parametrize("name", sorted(DOMAIN))
def test_the_domain_does_no_io_and_knows_no_clock(name: str) -> None:
    assert outside(name).isdisjoint({"os", "io", "pathlib", "time", "socket", "random", "logging", "subprocess"})
    tree = ast.parse((SKILL / f"{name}.py").read_text(encoding="utf-8"))
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert called.isdisjoint({"open", "print", "input", "date.today", "datetime.now", "time.time"})


@pytest.mark.parametrize("name", sorted(ARROWS))
def test_the_arrows_point_only_where_the_house_says(name: str) -> None:
    if name in ROOMS:
        assert rooms_imported(name) <= ARROWS[name]


@pytest.mark.parametrize("name", sorted(ROOMS))
def test_alexa_is_known_only_at_the_door(name: str) -> None:
    if name not in ALEXA:
        assert not {found for found in outside(name) if found.startswith("ask_sdk")}


@pytest.mark.parametrize("name", sorted(ROOMS))
def test_flask_is_known_only_to_the_host(name: str) -> None:
    if name != "app":
        assert "flask" not in outside(name)


@pytest.mark.parametrize("name", sorted(ROOMS))
def test_yaml_is_read_in_one_place_and_jinja_is_known_to_the_voice_alone(name: str) -> None:
    assert ("yaml" in outside(name)) is (name in YAML)
    assert ("jinja2" in outside(name)) is (name == "voice")
    if "document" in rooms_imported(name):
        assert name in DOCUMENTS | {"custody", "template"}


@pytest.mark.parametrize("name", sorted(ROOMS))
def test_nothing_points_at_the_simulator_but_the_command_line(name: str) -> None:
    if not name.startswith("simulator") and name != "cli":
        assert not {found for found in rooms_imported(name) if found.startswith("simulator")}


@pytest.mark.parametrize("name", sorted(ROOMS))
def test_every_room_says_what_it_is(name: str) -> None:
    path = SKILL / f"{name.replace('.', '/')}.py"
    path = path if path.is_file() else SKILL / name.replace(".", "/") / "__init__.py"
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_no_sentence_is_spoken_from_python() -> None:
    """Handlers hold keys, not words: no text in them is longer than a key, docstrings aside."""
    for path in (SKILL / "handlers").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = {
            node.body[0].value
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        docstrings |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings:
                assert " " not in node.value.strip(), f"{path.name}:{node.lineno} speaks: {node.value!r}"
