"""The import statements of a module as isort sees them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import libcst as cst

from replaytag.fixes.import_order import Key, Section, by_type, module_key, section_of
from replaytag.fixes.layout import first_line, last_line
from replaytag.fixes.scopes import module_of
from replaytag.source import frozen

if TYPE_CHECKING:
    from replaytag.fixes.syntax import Statement, Syntax
    from replaytag.fixes.text import Text

FirstParty = Callable[[str], bool] | None


@frozen
class Imported:
    """An import statement at module level; ``module`` has its leading dots.

    ``names`` are those of ``from module import name as alias``; None for ``import module``,
    whose ``alias`` is its own.
    ``first`` is the line of the comments right above the statement, ``line`` its own first one.
    """

    statement: Statement
    module: str
    names: tuple[tuple[str, str | None], ...] | None
    alias: str | None
    section: Section
    first: int
    line: int
    last: int

    @property
    def has_comments(self) -> bool:
        return self.first < self.line

    @property
    def key(self) -> Key:
        """Orders imports by section, form and module."""
        return (self.section, self.names is not None, module_key(self.module))

    @property
    def full_key(self) -> Key:
        """Orders imports of one module by their first names too, renamed ones behind."""
        if self.names is None:
            return (*self.key, self.alias or "")
        return (*self.key, min((by_type(name), alias or "") for name, alias in self.names))


def import_blocks(syntax: Syntax, is_first_party: FirstParty) -> list[list[Imported]]:
    """The runs of import statements at module level, in order."""
    blocks: list[list[Imported]] = [[]]
    for statement in syntax.body:
        imported = _imported(syntax.text, statement, is_first_party)
        if imported is not None:
            blocks[-1].append(imported)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _imported(text: Text, statement: Statement, is_first_party: FirstParty) -> Imported | None:
    if not isinstance(statement.node, cst.SimpleStatementLine):
        return None
    parts = statement.node.body
    if not all(isinstance(part, cst.Import | cst.ImportFrom) for part in parts):
        return None
    names: tuple[tuple[str, str | None], ...] | None = None
    alias = None
    part = parts[0]
    if isinstance(part, cst.Import):
        module = part.names[0].evaluated_name
        alias = part.names[0].evaluated_alias
    else:
        assert isinstance(part, cst.ImportFrom)
        module = module_of(part)
        if isinstance(part.names, cst.ImportStar):
            names = (("*", None),)
        else:
            names = tuple((one.evaluated_name, one.evaluated_alias) for one in part.names)
    section = section_of(module, is_first_party)
    first, last = first_line(text, statement), last_line(text, statement)
    line = text.line_of(statement.start)
    return Imported(statement, module, names, alias, section, first, line, last)
