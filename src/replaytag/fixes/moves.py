"""Statements that come earlier in their block, with the assignments that they depend on."""

from __future__ import annotations

import ast
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from replaytag.fixes.errors import CannotEdit
from replaytag.fixes.layout import blanks_between, first_line, last_line
from replaytag.fixes.patch import Change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from replaytag.fixes.style import Style
    from replaytag.fixes.syntax import Statement, Syntax

_LEAVES = (
    *(ast.Return, ast.Raise, ast.Break, ast.Continue),
    *(ast.Yield, ast.YieldFrom, ast.Global, ast.Nonlocal),
)


def move_before(
    syntax: Syntax, moved: tuple[int, int], before: tuple[int, int], style: Style
) -> list[Change]:
    """Moves the statement at one extent to before the one at the other.

    Raises ``CannotEdit`` where it, or what it depends on, cannot run there.
    """
    anchor, statement = _neighbours(syntax.statement_at(*before), syntax.statement_at(*moved))
    between = anchor.siblings[anchor.index : statement.index]
    if any(one.shares_line for one in (*between, statement)):
        raise CannotEdit("the statement shares its line with another")
    chosen = _with_dependencies(syntax, statement, between)
    indent = syntax.text.indent(syntax.text.line_of(anchor.start))
    lines = [_own_text(syntax, one, style) for one in chosen]
    gaps = [
        blanks_between(one.node, after.node, indent)
        for one, after in zip(chosen, (*chosen[1:], anchor), strict=True)
    ]
    content = "".join(text + style.newline * gap for text, gap in zip(lines, gaps, strict=True))
    at = syntax.text.line_start(first_line(syntax.text, anchor))
    return [Change.insert(at, content), *_removals(syntax, chosen)]


def _neighbours(first: Statement, second: Statement) -> tuple[Statement, Statement]:
    """The statements of one block that the two are, or are in; the first one stands above."""
    for one in _upwards(first):
        for other in _upwards(second):
            if one.siblings is other.siblings and one.index < other.index:
                return one, other
    raise CannotEdit("the two statements are in no block of which one comes after the other")


def _upwards(statement: Statement) -> Iterator[Statement]:
    current: Statement | None = statement
    while current is not None:
        yield current
        current = current.parent


# --- what depends on what ------------------------------------------------------------------------


@dataclass
class _Names:
    """The names that a statement uses when it is reached, binds, and changes the insides of."""

    used: set[str]
    bound: set[str]
    changed: set[str]
    leaves: bool
    is_assignment: bool


def _with_dependencies(
    syntax: Syntax, statement: Statement, between: list[Statement]
) -> list[Statement]:
    names = _names_of(syntax, statement)
    if names.leaves:
        raise CannotEdit("the statement leaves its block")
    chosen: list[Statement] = [statement]
    stay: list[tuple[Statement, _Names]] = []
    needed = set(names.used)
    bound = dict.fromkeys(names.bound, statement.index)
    for one in reversed(between):
        own = _names_of(syntax, one)
        if own.bound & needed and own.is_assignment and one is not between[0]:
            chosen.insert(0, one)
            needed |= own.used
            bound |= dict.fromkeys(own.bound, one.index)
        else:
            stay.append((one, own))
    for one, own in stay:
        line = syntax.text.line_of(one.start)
        if (own.bound | own.changed) & needed:
            raise CannotEdit(f"it depends on what happens in line {line}")
        used_before = {name for name in own.used if one.index < bound.get(name, 0)}
        if used_before or own.bound & bound.keys():
            raise CannotEdit(f"line {line} depends on what it replaces")
    return chosen


def _names_of(syntax: Syntax, statement: Statement) -> _Names:
    start = syntax.text.line_start(syntax.text.line_of(statement.start))
    try:
        (tree,) = ast.parse(textwrap.dedent(syntax.text.text[start : statement.end])).body
    except (SyntaxError, ValueError):
        raise CannotEdit("what the statement depends on cannot be told") from None
    names = _Names(set(), set(), set(), False, _is_assignment(tree))
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                names.bound.add(node.name)
                # Its body runs later; decorators, defaults and annotations run at once.
                pending += [*node.decorator_list, node.args]
                pending += [node.returns] if node.returns else []
                continue
            case ast.ClassDef():
                names.bound.add(node.name)
            case ast.Name(id=name, ctx=ast.Load()):
                names.used.add(name)
            case ast.Name(id=name):
                names.bound.add(name)
            case (
                ast.Attribute(ctx=ast.Store() | ast.Del())
                | ast.Subscript(ctx=ast.Store() | ast.Del())
            ):
                names.changed |= {n.id for n in ast.walk(node.value) if isinstance(n, ast.Name)}
            case ast.alias():
                names.bound.add((node.asname or node.name).partition(".")[0])
            case ast.ExceptHandler(name=str() as name):
                names.bound.add(name)
        names.leaves = names.leaves or isinstance(node, _LEAVES)
        pending += ast.iter_child_nodes(node)
    return names


def _is_assignment(tree: ast.stmt) -> bool:
    """Whether a statement does nothing but give names to what needs no waiting."""
    if not isinstance(tree, (ast.Assign, ast.AnnAssign)):
        return False
    targets = tree.targets if isinstance(tree, ast.Assign) else [tree.target]
    waits = any(isinstance(node, ast.Await) for node in ast.walk(tree))
    return not waits and all(isinstance(target, ast.Name) for target in targets)


# --- text ----------------------------------------------------------------------------------------


def _rows(syntax: Syntax, statement: Statement) -> tuple[int, int]:
    return first_line(syntax.text, statement), last_line(syntax.text, statement)


def _own_text(syntax: Syntax, statement: Statement, style: Style) -> str:
    first, last = _rows(syntax, statement)
    text = syntax.text.text[syntax.text.line_start(first) : syntax.text.line_end(last)]
    return text + style.newline


def _removals(syntax: Syntax, chosen: list[Statement]) -> Iterator[Change]:
    """Takes the statements away, each run of neighbours with the blank lines that are too many."""
    text = syntax.text
    runs: list[list[Statement]] = []
    for one in chosen:
        if runs and runs[-1][-1].index + 1 == one.index:
            runs[-1].append(one)
        else:
            runs.append([one])
    for run in runs:
        first, last = _rows(syntax, run[0])[0], _rows(syntax, run[-1])[1]
        above = below = 0
        while first - above > 1 and text.is_blank(first - above - 1):
            above += 1
        while last + below < text.line_count and text.is_blank(last + below + 1):
            below += 1
        if run[-1].next is None or above <= below:
            yield Change(text.line_start(first - above), text.line_start(last + 1), "")
        else:
            yield Change(text.line_start(first), text.line_start(last + below + 1), "")
