"""A file as it is written, by lines: what the fixes of rules take over from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from replaytag.facts import model
from replaytag.facts.walk import blocks
from replaytag.source import Span

if TYPE_CHECKING:
    from replaytag.project import Project

_LINE_END = re.compile(r"\r\n|\r|\n")


class Written:
    """The text of the file at ``path``."""

    def __init__(self, project: Project, path: str) -> None:
        self.newline = "\r\n" if b"\r\n" in project.workspace.read(path) else "\n"
        self._lines = _LINE_END.split(project.files.text(path))

    def lines(self, first: int, last: int) -> list[str]:
        """Whole lines, counted from 1, both included."""
        return self._lines[first - 1 : last]

    def at(self, span: Span) -> str:
        """The text of a span."""
        lines = self.lines(span.line, span.end_line)
        lines[-1] = lines[-1][: span.end_column - 1]
        lines[0] = lines[0][span.column - 1 :]
        return self.newline.join(lines)

    def indent(self, span: Span) -> str | None:
        """What stands before ``span``, if it has its lines to itself but for a comment."""
        before = self._lines[span.line - 1][: span.column - 1]
        after = self._lines[span.end_line - 1][span.end_column - 1 :].strip()
        return before if not before.strip() and (not after or after.startswith("#")) else None

    def names(self, span: Span, name: str) -> bool:
        """Whether ``name`` is a word of the text at ``span``."""
        return re.search(rf"\b{name}\b", self.at(span)) is not None


def deeper(indent: str) -> str:
    """What is added to ``indent`` for a block in it."""
    return "\t" if "\t" in indent else "    "


def statements_round(body: tuple[model.Statement, ...], span: Span) -> Iterator[model.Statement]:
    """The statements in ``body`` that contain ``span``, outer ones first."""
    for statement in body:
        if statement.span.contains(span):
            yield statement
            for block in blocks(statement):
                yield from statements_round(block, span)
