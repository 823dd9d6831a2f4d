"""The files of one project: their facts on demand, and what could not be read."""

from __future__ import annotations

import re
from dataclasses import field

from replaytag.facts import model
from replaytag.facts.decoding import decode
from replaytag.facts.errors import SourceError
from replaytag.project.reading import FactsReader
from replaytag.source import frozen, mutable
from replaytag.workspace.workspace import Workspace

_STAR = re.compile(rb"\bimport\s*\(?\s*\*")


@frozen(order=True)
class Unreadable:
    """A file that cannot be read as Python 3, and where reading it failed."""

    path: str
    line: int
    column: int
    message: str


@mutable
class Files:
    """Reads facts on demand and remembers what could not be read."""

    workspace: Workspace
    reader: FactsReader
    facts: dict[str, model.FileFacts | None] = field(default_factory=dict)
    unreadable: list[Unreadable] = field(default_factory=list)
    searched: set[str] = field(default_factory=set)
    """The files of which the bytes alone were asked."""

    def mentions(self, path: str, name: str) -> bool:
        """Whether ``name`` occurs in a file; ``*``: whether it takes in all names of another."""
        self.searched.add(path)
        data = self.workspace.read(path)
        if name == "*":
            return _STAR.search(data) is not None
        return name.encode() in data or not name.isascii()

    def text(self, path: str) -> str:
        """The text of a file, by which places in it count; its lines may end in ``\\n`` only."""
        facts = self.facts.get(path)
        if facts is not None and facts.source is not None:
            return facts.source.text
        return decode(self.workspace.scan(path))[0]

    def load(self, path: str) -> model.FileFacts | None:
        if path not in self.facts:
            try:
                self.facts[path] = self.reader.read(path, self.workspace.scan(path))
            except SourceError as error:
                self.facts[path] = None
                self.unreadable.append(Unreadable(path, error.line, error.column, error.message))
        return self.facts[path]
