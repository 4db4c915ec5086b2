"""A YAML file that remembers where everything stands, so that an error can say so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import yaml

from skill.errors import DocumentError, Mark

type_names = {yaml.MappingNode: "a mapping", yaml.SequenceNode: "a list", yaml.ScalarNode: "a single value"}


class Entry:
    """One value of a document, with its place; the readers raise the document's own error."""

    def __init__(self, node: yaml.Node, mark: Mark, error: type[DocumentError]) -> None:
        self._node = node
        self.mark = mark
        self._error = error

    def fault(self, reason: str) -> DocumentError:
        """The error to raise about this entry."""
        return self._error(self.mark, reason)

    @property
    def is_mapping(self) -> bool:
        """Whether this is a mapping."""
        return isinstance(self._node, yaml.MappingNode)

    @property
    def is_list(self) -> bool:
        """Whether this is a list."""
        return isinstance(self._node, yaml.SequenceNode)

    def text(self) -> str:
        """The value as text; raises if it is a mapping, a list, or empty."""
        if not isinstance(self._node, yaml.ScalarNode):
            raise self.fault(f"must be text, not {type_names[type(self._node)]}")
        if not self._node.value.strip():
            raise self.fault("must not be empty")
        return str(self._node.value).strip()

    def choice(self, *allowed: str) -> str:
        """The value, which must be one of these."""
        value = self.text()
        if value not in allowed:
            raise self.fault(f"{value!r} is not one of: {', '.join(sorted(allowed))}")
        return value

    def seconds(self, least: float = 0, most: float = 3600) -> float:
        """A length of time such as `20s`, in seconds; raises outside least..most."""
        value = self.text()
        try:
            seconds = float(value.removesuffix("s"))
        except ValueError:
            raise self.fault(f"{value!r} is not a length of time such as 20s") from None
        if not value.endswith("s") or not least <= seconds <= most:
            raise self.fault(f"{value!r} is not a length of time from {least:g}s to {most:g}s")
        return seconds

    def number(self, least: int, most: int) -> int:
        """A whole number from least to most."""
        value = self.text()
        if not value.lstrip("-").isdigit() or not least <= int(value) <= most:
            raise self.fault(f"{value!r} is not a whole number from {least} to {most}")
        return int(value)

    def flag(self) -> bool:
        """True or false."""
        return self.choice("true", "false") == "true"

    def day(self) -> date:
        """A date such as 2027-11-01."""
        value = self.text()
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise self.fault(f"{value!r} is not a date such as 2027-11-01") from None

    def items(self) -> list[Entry]:
        """The values of a list."""
        if not isinstance(self._node, yaml.SequenceNode):
            raise self.fault(f"must be a list, not {type_names[type(self._node)]}")
        return [
            Entry(
                node,
                Mark(self.mark.file, node.start_mark.line + 1, f"{self.mark.key}[{number}]"),
                self._error,
            )
            for number, node in enumerate(self._node.value)
        ]

    def texts(self) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(item.text() for item in self.items())

    def entries(self) -> dict[str, Entry]:
        """A mapping's entries by key; raises if a key stands twice."""
        if not isinstance(self._node, yaml.MappingNode):
            raise self.fault(f"must be a mapping, not {type_names[type(self._node)]}")
        found: dict[str, Entry] = {}
        for key_node, node in self._node.value:
            key = str(key_node.value)
            path = f"{self.mark.key}.{key}" if self.mark.key else key
            entry = Entry(node, Mark(self.mark.file, key_node.start_mark.line + 1, path), self._error)
            if key in found:
                raise entry.fault(f"stands twice, first on line {found[key].mark.line}")
            found[key] = entry
        return found

    def record(self, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, Entry]:
        """A mapping with these keys: raises if one is missing, or another is there."""
        found = self.entries()
        for key, entry in found.items():
            if key not in required and key not in optional:
                raise entry.fault(f"unknown key; known here: {', '.join((*required, *optional))}")
        for key in required:
            if key not in found:
                raise self.fault(f"the key {key!r} is missing")
        return found


def read_document(path: Path, error: type[DocumentError]) -> Entry:
    """The root of one YAML file; raises `error` with file and line if it is not readable."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        raise error(Mark(str(path), line, ""), str(problem.problem)) from problem
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise error(Mark(str(path), 1, ""), str(problem)) from problem
    if node is None:
        raise error(Mark(str(path), 1, ""), "the file is empty")
    return Entry(node, Mark(str(path), 1, ""), error)


def read_folder(folder: Path, error: type[DocumentError]) -> Iterator[tuple[str, Entry]]:
    """The YAML files of a folder, in order of name, with their topic (the name without its ending)."""
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise error(Mark(str(folder), 1, ""), "there is no YAML file in this folder")
    for path in paths:
        yield path.stem, read_document(path, error)
