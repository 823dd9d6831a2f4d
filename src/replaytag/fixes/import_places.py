"""Where a new import statement goes among those of a block."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from replaytag.fixes.import_order import Section, by_type, module_key
from replaytag.fixes.patch import Change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from replaytag.fixes.import_blocks import Imported
    from replaytag.fixes.scopes import Source
    from replaytag.fixes.text import Text

_HEADING = re.compile(
    r"#\W*(\w+\W+){0,3}"
    r"(imports?|librar(y|ies)|packages?|modules?|party|stdlib|core|local|apps?)\b",
    re.IGNORECASE,
)


def add_to_block(
    text: Text,
    block: Sequence[Imported],
    source: Source,
    section: Section,
    code: str,
    newline: str,
) -> Change:
    """The import, written as ``code``, as a statement of its own in its section of the block.

    Where the block has sections, a new one stands between blank lines; where all imports stand in
    one run, so does the new one.
    """
    groups = _groups(text, block)
    group = next((one for one in groups if any(item.section is section for item in one)), None)
    if group is None and len(groups) == 1 and len({one.section for one in block}) > 1:
        group = groups[0]
    if group is not None:
        place = _place(group, source, section)
        if place:
            return after_line(text, group[place - 1].last, code, newline)
        return _above(text, block, group[0], code, newline)
    earlier = [one for one in block if one.section < section]
    if earlier:
        return after_line(text, earlier[-1].last, f"{newline}{code}", newline)
    first = block[0]
    line = first.line if first.first == 1 else first.first
    return Change.insert(text.line_start(line), f"{code}{newline}{newline}")


def after_line(text: Text, line: int, content: str, newline: str) -> Change:
    """``content`` on the lines after this one; no newline at its end where the file has none."""
    if text.line_end(line) == len(text.text):
        return Change.insert(len(text.text), newline + content)
    return Change.insert(text.line_start(line + 1), content + newline)


def _above(
    text: Text, block: Sequence[Imported], first: Imported, code: str, newline: str
) -> Change:
    """The import before the first of a group, below a comment that heads the file or the group.

    Other comments stay with their import. Black and isort part an import from comments below it
    by a blank line; where the block does otherwise, so does this.
    """
    if first.first == 1 or _is_headed(text, first):
        return Change.insert(text.line_start(first.line), code + newline)
    compact = any(
        below.has_comments and below.first == above.last + 1 for above, below in pairwise(block)
    )
    blank = newline if first.has_comments and not compact else ""
    return Change.insert(text.line_start(first.first), code + newline + blank)


def _is_headed(text: Text, first: Imported) -> bool:
    return first.has_comments and _HEADING.match(text.line(first.first)) is not None


def _groups(text: Text, block: Sequence[Imported]) -> list[list[Imported]]:
    """The imports that no blank line parts, unless that only sets off comments on the next."""
    groups = [[block[0]]]
    for above, one in pairwise(block):
        sets_off = one.has_comments and one.section is above.section and not _is_headed(text, one)
        if one.first - above.last > 1 and not sets_off:
            groups.append([])
        groups[-1].append(one)
    return groups


def _place(group: list[Imported], source: Source, section: Section) -> int:
    """How many imports of the group come before the new one.

    A group sorted by module alone (``force_sort_within_sections``) stays so. Where imports of one
    form are in no order, the new one goes behind them.
    """
    module = module_key(source.module)
    mixed = [(one.section, module_key(one.module)) for one in group]
    keys = [one.key for one in group]
    if keys != sorted(keys) and mixed == sorted(mixed):
        return sum(key <= (section, module) for key in mixed)
    form = source.name is not None
    key = (section, form, module, "" if source.name is None else (by_type(source.name), ""))
    alike = [one for one in group if one.key[:2] == (section, form)]
    if alike and alike != sorted(alike, key=lambda one: one.key):
        return group.index(alike[-1]) + 1
    before = [one for one in alike or group if one.full_key <= key]
    if before:
        return group.index(before[-1]) + 1
    return group.index(alike[0]) if alike else 0
