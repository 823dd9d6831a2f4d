"""Who mentions a function or class of the project by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from replaytag.evaluator import statements
from replaytag.evaluator.engine import Evaluator
from replaytag.facts import model
from replaytag.source import Place, frozen
from replaytag.workspace.workspace import Workspace


@frozen
class Definition:
    """A top-level ``def`` or ``class`` of the file at ``path``."""

    path: str
    node: model.Function | model.Class

    @property
    def place(self) -> Place:
        return Place(self.path, self.node.span)


class Mentions:
    """Looks names up in the project's text: a mention that is not understood may be a use.

    Imports, ``__all__``, comments and the definition itself do not count, nor do tests.
    """

    def __init__(self, ev: Evaluator, workspace: Workspace) -> None:
        self._ev = ev
        self._workspace = workspace
        self.searched = False
        """Whether the text of the project was asked for anything."""

    def enclosing(self, path: str, line: int) -> Definition | None:
        """The top-level definition that a line of a file lies in; None for code outside of any."""
        for statement in self._body(path):
            if isinstance(statement, (model.Function, model.Class)):
                first = min((d.span.line for d in statement.decorators), default=line)
                first = min(first, statement.span.line)
                if first <= line <= statement.span.end_line:
                    return Definition(path, statement)
        return None

    def of(self, definition: Definition) -> list[Definition | None]:
        """Who mentions ``definition``: other top-level definitions, None for anything else."""
        users: dict[Place | None, Definition | None] = {}
        for path, line in self._lines(definition):
            user = self.enclosing(path, line) if path.endswith(".py") else None
            users[user.place if user else None] = user
        return list(users.values())

    def _lines(self, definition: Definition) -> Iterator[tuple[str, int]]:
        self.searched = True
        name = definition.node.name.encode()
        word = re.compile(rb"\b" + re.escape(name) + rb"\b")
        for path in (*self._workspace.files, *self._workspace.others):
            if self._workspace.is_supporting(path):
                continue
            data = self._workspace.scan(path)
            if name not in data:
                continue
            passed = set(self._passed_over(path)) if path.endswith(".py") else set()
            if path == definition.path:
                span = definition.node.span
                passed.update(range(span.line, span.end_line + 1))
            for number, line in enumerate(data.splitlines(), 1):
                comment = line.lstrip().startswith(b"#")
                if number not in passed and not comment and word.search(line):
                    yield path, number

    def _passed_over(self, path: str) -> Iterator[int]:
        """Lines of imports and of ``__all__``: they hand names on, and use none."""
        body = self._body(path)
        for node in statements.imports(body):
            yield from range(node.span.line, node.span.end_line + 1)
        for statement in body:
            if "__all__" in statements.touched(statement):
                yield from range(statement.span.line, statement.span.end_line + 1)

    def _body(self, path: str) -> tuple[model.Statement, ...]:
        facts = self._ev.facts(path)
        return facts.body if facts else ()
