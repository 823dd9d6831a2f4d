"""One more item for a bracketed, comma-separated group: a display, a call, a list of imports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import libcst as cst

from replaytag.fixes.errors import CannotEdit
from replaytag.fixes.patch import Change
from replaytag.source import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from replaytag.fixes.style import Style
    from replaytag.fixes.syntax import Syntax

LINE_LENGTH = 88
"""Where black breaks lines unless told otherwise."""

_REST_OF_LINE = re.compile(r"[ \t\f]*(#[^\r\n]*)?(?=[\r\n]|\Z)")


@frozen
class Item:
    """An item's extent with its own parentheses, and where its comma ends if it has one."""

    start: int
    end: int
    comma_end: int | None


@frozen
class Group:
    """``opening`` is the offset after the opening bracket, ``closing`` that of the closing one.

    Without brackets both are None, and the group cannot spread over more lines than it has.
    """

    items: tuple[Item, ...]
    opening: int | None
    closing: int | None
    is_tuple: bool = False


def insert_element(
    syntax: Syntax, start: int, end: int, index: int, code: str, style: Style
) -> tuple[Change, ...]:
    """Put ``code`` into the list or tuple display with this extent, before element ``index``.

    Raises ``CannotEdit`` where no such display stands there.
    """
    for node in syntax.nodes(cst.List, cst.Tuple):
        assert isinstance(node, (cst.List, cst.Tuple))
        if (start, end) in syntax.parenthesised(node):
            group = _display(syntax, node)
            if not 0 <= index <= len(group.items):
                raise CannotEdit(f"the display has no place {index}")
            return insert_item(syntax, group, index, code, style)
    raise CannotEdit("no list or tuple display stands there")


def add_keyword(
    syntax: Syntax, start: int, end: int, name: str, code: str, style: Style
) -> tuple[Change, ...]:
    """Give the call with this extent the keyword argument ``name=code``.

    It comes after the others but before a final ``**mapping``. Raises ``CannotEdit`` where no
    call stands there or where it has the keyword already.
    """
    for node in syntax.nodes(cst.Call):
        assert isinstance(node, cst.Call)
        if (start, end) not in syntax.parenthesised(node):
            continue
        if any(arg.keyword is not None and arg.keyword.value == name for arg in node.args):
            raise CannotEdit(f"the call has the argument `{name}` already")
        sole = node.args[0].value if len(node.args) == 1 else None
        if isinstance(sole, cst.GeneratorExp) and not sole.lpar:
            raise CannotEdit("the call's only argument is a generator without parentheses")
        index = len(node.args)
        while index and node.args[index - 1].star == "**":
            index -= 1
        opening = syntax.extent(node.whitespace_before_args)[0]
        group = Group(items_of(syntax, node.args), opening, syntax.extent(node)[1] - 1)
        return insert_item(syntax, group, index, f"{name}={code}", style)
    raise CannotEdit("no call stands there")


def items_of(
    syntax: Syntax,
    nodes: Sequence[cst.BaseElement | cst.Arg | cst.ImportAlias | cst.WithItem],
) -> tuple[Item, ...]:
    """The items that libcst's elements, arguments, imported names or contexts stand for."""
    items = []
    for node in nodes:
        start, end = syntax.extent(node)
        comma = node.comma
        comma_end = syntax.extent(comma)[1] if isinstance(comma, cst.Comma) else None
        items.append(Item(start, end, comma_end))
    return tuple(items)


def insert_item(
    syntax: Syntax, group: Group, index: int, code: str, style: Style
) -> tuple[Change, ...]:
    """Changes that put ``code`` before item ``index``, in the way the group is laid out."""
    if not group.items:
        return (_fill(syntax, group, code, style),)
    if index < len(group.items):
        return _before(syntax, group, index, code, style)
    return _append(syntax, group, code, style)


def remove_item(syntax: Syntax, group: Group, index: int) -> Change:
    """The change that takes item ``index`` out of a group that has others.

    An item on lines of its own takes them, with a comment that trails it. Raises ``CannotEdit``
    where another comment would be lost.
    """
    text, items = syntax.text, group.items
    item = items[index]
    end = item.end if item.comma_end is None else item.comma_end
    rest = _REST_OF_LINE.match(text.text, end)
    if group.opening is not None and text.starts_line(item.start) and rest is not None:
        first, last = text.line_of(item.start), text.line_of(end)
        # Without a comma of its own the last item leaves that of the one before it behind.
        if item.comma_end is not None or len(items) > 2:
            return Change(text.line_start(first), text.line_start(last + 1), "")
    if index + 1 < len(items):
        taken = Change(item.start, items[index + 1].start, "")
    else:
        taken = Change(items[index - 1].end, item.end, "")
    if "#" in text.text[taken.start : item.start] or "#" in text.text[item.end : taken.end]:
        raise CannotEdit("a comment stands between the items")
    return taken


def _display(syntax: Syntax, node: cst.List | cst.Tuple) -> Group:
    items = items_of(syntax, node.elements)
    start, end = syntax.extent(node)
    if isinstance(node, cst.List):
        return Group(items, start + 1, end - 1)
    if not node.lpar:
        return Group(items, None, None, is_tuple=True)
    opening, closing = syntax.extent(node.lpar[-1])[0] + 1, syntax.extent(node.rpar[0])[1] - 1
    return Group(items, opening, closing, is_tuple=True)


def _fill(syntax: Syntax, group: Group, code: str, style: Style) -> Change:
    """The first item of an empty group."""
    assert group.opening is not None
    assert group.closing is not None
    text = syntax.text
    if text.line_of(group.opening) == text.line_of(group.closing):
        return Change(group.opening, group.closing, code + ("," if group.is_tuple else ""))
    line = text.line_of(group.closing)
    indent = text.indent(line) + style.indent
    return Change.insert(text.line_start(line), f"{indent}{code},{style.newline}")


def _before(
    syntax: Syntax, group: Group, index: int, code: str, style: Style
) -> tuple[Change, ...]:
    text = syntax.text
    item = group.items[index]
    if group.opening is not None and text.starts_line(item.start):
        line = text.line_of(item.start)
        indent = text.indent(line)
        limit = text.line_of(group.items[index - 1].end if index else group.opening)
        while line - 1 > limit and text.is_comment(line - 1):
            line -= 1
        return (Change.insert(text.line_start(line), f"{indent}{code},{style.newline}"),)
    following = group.items[index + 1] if index + 1 < len(group.items) else None
    if group.opening is not None and following and text.starts_line(following.start):
        # The first item shares the bracket's line, the others hang below it.
        column = item.start - text.line_start(text.line_of(item.start))
        return (Change.insert(item.start, f"{code},{style.newline}{' ' * column}"),)
    added = Change.insert(item.start, f"{code}, ")
    if group.is_tuple and len(group.items) == 1 and item.comma_end is not None:
        return (added, Change(item.comma_end - 1, item.comma_end, ""))
    return (added,)


def _append(syntax: Syntax, group: Group, code: str, style: Style) -> tuple[Change, ...]:
    text = syntax.text
    last = group.items[-1]
    end = last.end if last.comma_end is None else last.comma_end
    if group.closing is None or not text.starts_line(last.start):
        if last.comma_end is None:
            return (Change.insert(end, f", {code}"),)
        keeps_comma = not (group.is_tuple and len(group.items) == 1)
        return (Change.insert(end, f" {code}" + ("," if keeps_comma else "")),)
    new_line = style.newline + text.indent(text.line_of(last.start)) + code
    if last.comma_end is not None or _is_overlong(syntax, group):
        new_line += ","
    rest = _REST_OF_LINE.match(text.text, end)
    place = rest.end() if rest is not None else end
    comma = "," if last.comma_end is None else ""
    if place == end:
        return (Change.insert(end, comma + new_line),)
    added = Change.insert(place, new_line)
    return (Change.insert(end, comma), added) if comma else (added,)


def _is_overlong(syntax: Syntax, group: Group) -> bool:
    """Whether a lone item without a comma has its own line only because one line was too short."""
    if len(group.items) != 1 or group.opening is None or group.closing is None:
        return False
    text = syntax.text
    item = text.text[group.items[0].start : group.items[0].end]
    before = text.line(text.line_of(group.opening - 1)).rstrip()
    after = text.line(text.line_of(group.closing)).lstrip()
    return len(before + item + after) > LINE_LENGTH
