"""New imports, where isort would have put them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import libcst as cst

from replaytag.fixes.displays import LINE_LENGTH, Group, insert_item, items_of
from replaytag.fixes.errors import CannotEdit
from replaytag.fixes.import_blocks import (
    FirstParty,
    Imported,
    import_blocks,
)
from replaytag.fixes.import_order import Section, member_place, section_of
from replaytag.fixes.import_places import add_to_block
from replaytag.fixes.layout import first_line, is_definition, is_docstring, last_line
from replaytag.fixes.patch import Change
from replaytag.fixes.scopes import Source, is_available, module_bindings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from replaytag.fixes.style import Style
    from replaytag.fixes.syntax import Syntax

_FROM = re.compile(r"from \S+ import [^#(\\]*$")


def add_import(
    syntax: Syntax,
    source: Source,
    style: Style,
    is_first_party: FirstParty = None,
    before: int | None = None,
) -> tuple[Change, ...]:
    """Changes that make an import available at module level; none where it is so already.

    ``before`` is the offset of the first top-level statement that gets to use it. Raises
    ``CannotEdit`` where the name it binds is something else in the module.
    """
    if is_available(syntax, module_bindings(syntax), source):
        return ()
    blocks = import_blocks(syntax, is_first_party)
    if before is not None:
        blocks = [block for block in blocks if block[0].statement.start < before]
    target = _merge_target([one for block in blocks for one in block], source)
    if target is not None and source.name is not None:
        return _merge(syntax, target, source.name, style)
    section = section_of(source.module, is_first_party)
    code = _statement(syntax, source, style)
    if not blocks:
        return (_first_import(syntax, code, style),)
    block = _best_block(blocks, section)
    return (add_to_block(syntax.text, block, source, section, code, style.newline),)


def _best_block(blocks: Sequence[list[Imported]], section: Section) -> list[Imported]:
    """The block with the most imports of the section, or else with the most imports.

    A file that patches or sets up something between its imports has small blocks before, and
    what is new belongs with the others of its kind.
    """
    return max(blocks, key=lambda block: (sum(o.section is section for o in block), len(block)))


def _merge_target(imports: Sequence[Imported], source: Source) -> Imported | None:
    """The ``from module import ...`` that takes one more name, if there is one.

    Where the file writes one name per line, or only renames, a new line is due.
    """
    plain = [
        one
        for one in imports
        if one.module == source.module
        and one.names is not None
        and not one.statement.shares_line
        and any(alias is None and name != "*" for name, alias in one.names)
    ]
    if len(plain) > 1 and all(len(one.names or ()) == 1 for one in plain):
        return None
    return plain[0] if plain else None


def _merge(syntax: Syntax, target: Imported, name: str, style: Style) -> tuple[Change, ...]:
    node = target.statement.node
    assert isinstance(node, cst.SimpleStatementLine)
    part = node.body[0]
    assert isinstance(part, cst.ImportFrom)
    assert not isinstance(part.names, cst.ImportStar)
    items = items_of(syntax, part.names)
    place = member_place([found for found, _ in target.names or ()], name)
    if part.lpar is not None:
        group = Group(items, items[0].start, syntax.extent(part)[1] - 1)
        return insert_item(syntax, group, place, name, style)
    code = syntax.text.text[target.statement.start : target.statement.end]
    if "\n" in code or len(code) + len(f", {name}") <= _line_length(syntax):
        return insert_item(syntax, Group(items, None, None), place, name, style)
    names = [syntax.text.text[item.start : item.end] for item in items]
    names.insert(place, name)
    return (_wrapped(syntax, items[0].start, items[-1].end, names, style),)


def _statement(syntax: Syntax, source: Source, style: Style) -> str:
    code = str(source)
    if source.name is None or len(code) <= _line_length(syntax):
        return code
    lines = [f"from {source.module} import (", f"{style.indent}{source.name},", ")"]
    return style.newline.join(lines)


def _line_length(syntax: Syntax) -> int:
    """Black's, or that of the longest one-line import of the file."""
    text = syntax.text
    lines = (text.line(number) for number in range(1, text.line_count + 1))
    return max([LINE_LENGTH, *(len(line) for line in lines if _FROM.match(line))])


def _wrapped(syntax: Syntax, start: int, end: int, names: list[str], style: Style) -> Change:
    """One-line imported names spread over lines in parentheses, a trailing comment on the first."""
    text = syntax.text
    line_end = text.line_end(text.line_of(end))
    comment = text.text[end:line_end].strip()
    opening = f"(  {comment}" if comment else "("
    lines = [opening, *(f"{style.indent}{name}," for name in names), ")"]
    return Change(start, line_end, style.newline.join(lines))


def _first_import(syntax: Syntax, code: str, style: Style) -> Change:
    """An import below the file's header and docstring, above all code."""
    text = syntax.text
    body = list(syntax.body)
    above = 0
    if body and is_docstring(body[0]):
        if body[0].shares_line:
            raise CannotEdit("the docstring shares its line with another statement")
        above = last_line(text, body.pop(0))
    following = first_line(text, body[0]) if body else text.line_count + 1
    if not above:
        above = max((n for n in range(1, following) if text.is_comment(n)), default=0)
    if above and text.line_end(above) == len(text.text):
        return Change.insert(len(text.text), style.newline * 2 + code)
    content = (style.newline if above else "") + code + style.newline
    if body:
        wanted = 2 if is_definition(body[0].node) else 1
        content += style.newline * max(0, wanted - (following - above - 1))
    return Change.insert(text.line_start(above + 1), content)
