"""From actions, which speak of syntax, to the text edits of a fix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from replaytag.actions import (
    Action,
    AddImport,
    AddKeyword,
    CreateFile,
    DefineBefore,
    DropParameters,
    InlineLambda,
    InsertAfter,
    InsertBase,
    InsertBefore,
    InsertElement,
    InsertMethod,
    MoveBefore,
    PutUnder,
    RemoveImport,
    ReplaceCallee,
    ReplaceString,
    ReplaceText,
    Surround,
    Unwrap,
)
from replaytag.diagnostics import Edit
from replaytag.fixes.calls import inline_lambda, replace_callee
from replaytag.fixes.classes import insert_base, insert_method
from replaytag.fixes.closures import CodeAction, settle_imports
from replaytag.fixes.code_names import needed_at_once
from replaytag.fixes.definitions import without_present
from replaytag.fixes.displays import add_keyword, insert_element
from replaytag.fixes.errors import CannotEdit, EditError
from replaytag.fixes.guards import put_under
from replaytag.fixes.imports import add_import
from replaytag.fixes.layout import insert_after, insert_before, is_import
from replaytag.fixes.literals import replace_string
from replaytag.fixes.moves import move_before
from replaytag.fixes.patch import Change, Patch
from replaytag.fixes.scopes import Source, module_bindings
from replaytag.fixes.signatures import drop_parameters
from replaytag.fixes.style import Style, adapt, style_of
from replaytag.fixes.syntax import Statement, Syntax, parse
from replaytag.fixes.text import Text, decode
from replaytag.fixes.unused import remove_import
from replaytag.fixes.unwrapping import unwrap
from replaytag.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from replaytag.fixes.import_blocks import FirstParty

__all__ = ["CannotEdit", "build_edits"]

PlacedAction = (
    ReplaceText | Surround | ReplaceString | InlineLambda | DropParameters | PutUnder | CodeAction
)

_LEAVES = (cst.Return, cst.Raise, cst.Break, cst.Continue)


def build_edits(
    actions: Sequence[Action],
    read: Callable[[str], bytes],
    is_first_party: FirstParty = None,
) -> tuple[Edit, ...]:
    """The text edits that do what the actions say, sorted, none touching another.

    ``read`` gives a file's bytes or raises ``FileNotFoundError``; ``is_first_party`` tells
    whether a top-level module name belongs to the project. What a file has already needs no edit.
    Raises ``CannotEdit`` where some action has no certain place; then no edit is made at all.
    """
    edits: list[Edit] = []
    by_path: dict[str, list[Action]] = {}
    for action in dict.fromkeys(actions):
        by_path.setdefault(action.path, []).append(action)
    for path, found in sorted(by_path.items()):
        try:
            if len(found) == 1 and isinstance(found[0], CreateFile):
                edits += _create(found[0], read)
            else:
                edits += _change(path, found, read, is_first_party)
        except (CannotEdit, EditError) as error:
            raise CannotEdit(f"{path}: {error}") from None
        except RecursionError:
            raise CannotEdit(f"{path}: an expression nests too deeply") from None
    return tuple(edits)


def _create(action: CreateFile, read: Callable[[str], bytes]) -> list[Edit]:
    code = action.code.strip("\n") + "\n"
    try:
        present = read(action.path)
    except FileNotFoundError:
        return [Edit(action.path, Span.point(1, 1), code, creates=True)]
    if present.replace(b"\r\n", b"\n") != code.encode():
        raise CannotEdit("the file exists already")
    return []


def _change(
    path: str,
    actions: list[Action],
    read: Callable[[str], bytes],
    is_first_party: FirstParty,
) -> tuple[Edit, ...]:
    try:
        decoded = decode(read(path))
    except FileNotFoundError:
        raise CannotEdit("the file does not exist") from None
    syntax = parse(decoded.text)
    actions = _in_order(syntax, settle_imports(syntax, actions))
    style = style_of(syntax)
    original = syntax.text
    patch = Patch(decoded.text)
    for action in actions:
        syntax = parse(patch.text)
        if isinstance(action, AddImport):
            source = Source(action.module, action.name)
            used = _first_use(syntax, patch, original, actions)
            changes: Iterable[Change] = add_import(syntax, source, style, is_first_party, used)
        elif isinstance(action, RemoveImport):
            changes = remove_import(syntax, Source(action.module, action.name), path)
        elif isinstance(action, CreateFile):
            raise CannotEdit("the file would be new, but is to be changed too")
        else:
            span = patch.locate(*original.offsets(action.span))
            if isinstance(action, MoveBefore):
                before = patch.locate(*original.offsets(action.before))
                changes = move_before(syntax, span, before, style)
            else:
                changes = _changes(action, syntax, span, style, decoded.encoding)
        patch.apply(changes)
    return patch.edits(path)


def _in_order(syntax: Syntax, actions: Iterable[Action]) -> list[Action]:
    """An order in which no action is in the way of a later one.

    Imports come first, for they depend on nothing. Of several things put at one place, the first
    one given comes first in the file. What encloses a change goes after it, and what is not used
    any more in the end.
    """

    def rank(numbered: tuple[int, Action]) -> tuple[int, int, int]:
        number, action = numbered
        match action:
            case AddImport():
                return (0, number, 0)
            case InsertElement():
                return (2, -action.index, -number)
            case InsertAfter():
                anchor = syntax.statement_at(*syntax.text.offsets(action.span))
                return (3, anchor.start, -number)
            case InlineLambda():
                return (4, number, 0)
            case Unwrap():
                return (5, number, 0)
            case RemoveImport():
                return (6, number, 0)
            case _:
                return (1, number, 0)

    return [action for _, action in sorted(enumerate(actions), key=rank)]


def _first_use(
    syntax: Syntax, patch: Patch, original: Text, actions: Iterable[Action]
) -> int | None:
    """Where the first top-level statement begins that code is put at."""
    starts = [
        syntax.statement_at(*patch.locate(*original.offsets(action.span))).outermost.start
        for action in actions
        if isinstance(action, CodeAction)
    ]
    return min(starts, default=None)


def _changes(
    action: PlacedAction, syntax: Syntax, span: tuple[int, int], style: Style, encoding: str
) -> Iterable[Change]:
    """The changes of one action, at ``span`` of the present text."""
    match action:
        case ReplaceText():
            return [Change(*span, action.text)]
        case Surround():
            start, end = span
            return [Change(start, start, action.before), Change(end, end, action.after)]
        case ReplaceString():
            return [replace_string(syntax, *span, action.value, encoding)]
        case InsertElement():
            code = adapt(action.code, style)
            return insert_element(syntax, *span, action.index, code, style)
        case DropParameters():
            return drop_parameters(syntax, _anchor(syntax, span), action.keep)
        case AddKeyword():
            code = adapt(action.code, style)
            return add_keyword(syntax, *span, action.name, code, style)
        case InsertBase():
            code = adapt(action.code, style)
            return insert_base(syntax, span[0], action.index, code, style)
        case InsertMethod():
            return insert_method(syntax, span[0], action.code, style)
        case ReplaceCallee():
            return [replace_callee(syntax, *span, action.code)]
        case InlineLambda():
            return [inline_lambda(syntax, *span)]
        case Unwrap():
            code = adapt(action.code, style) if action.code else ""
            return unwrap(syntax, *span, action.index, code, style)
        case PutUnder():
            return put_under(syntax, _anchor(syntax, span), action.test, style)
        case InsertAfter() | InsertBefore():
            return _insert(syntax, _anchor(syntax, span), action, style)
        case DefineBefore():
            return _define(syntax, _anchor(syntax, span).outermost, action.code, style)


def _insert(
    syntax: Syntax, anchor: Statement, action: InsertAfter | InsertBefore, style: Style
) -> Iterable[Change]:
    code = without_present(syntax, anchor, action.code)
    late = _late_import(syntax, anchor, code)
    if late is not None:
        line = syntax.text.line_of(late.start)
        raise CannotEdit(f"what the code needs is imported only in line {line}")
    if not code:
        return []
    if isinstance(action, InsertBefore):
        return [insert_before(syntax, anchor, code, style)]
    node = anchor.node
    if isinstance(node, cst.SimpleStatementLine) and isinstance(node.body[-1], _LEAVES):
        raise CannotEdit("nothing runs after the statement")
    return [insert_after(syntax, anchor, code, style)]


def _define(syntax: Syntax, anchor: Statement, code: str, style: Style) -> Iterable[Change]:
    code = without_present(syntax, anchor, code)
    if not code:
        return []
    late = _late_import(syntax, anchor, code)
    if late is None:
        return [insert_before(syntax, anchor, code, style)]
    while late.next is not None and is_import(late.next.node):
        late = late.next
    return [insert_after(syntax, late, code, style)]


def _late_import(syntax: Syntax, anchor: Statement, code: str) -> Statement | None:
    """The last top-level import behind ``anchor`` that the code needs at once, if any."""
    if anchor.parent is not None:
        return None
    needed = needed_at_once(code)
    early = {
        binding.name
        for binding in module_bindings(syntax)
        if syntax.extent(binding.node)[0] < anchor.start
    }
    late = [
        binding
        for binding in module_bindings(syntax)
        if binding.name in needed - early and binding.source is not None
    ]
    if not late:
        return None
    return max(
        (syntax.statement_at(*syntax.extent(binding.node)).outermost for binding in late),
        key=lambda statement: statement.start,
    )


def _anchor(syntax: Syntax, span: tuple[int, int]) -> Statement:
    statement = syntax.statement_at(*span)
    if statement.shares_line:
        raise CannotEdit("the statement shares its line with another")
    return statement
