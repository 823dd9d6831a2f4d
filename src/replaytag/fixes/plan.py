"""Which fixes can be applied together in one pass."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from replaytag.diagnostics import Applicability, Diagnostic, Edit, Fix

if TYPE_CHECKING:
    from collections.abc import Iterable

    from replaytag.source import Place

_DEFINITION = re.compile(r"^(?:async def|def|class) (\w+)", re.MULTILINE)


def plan(
    diagnostics: Iterable[Diagnostic], unsafe: bool
) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """Diagnostics whose fixes go into this pass, and those whose fixes wait for a later one.

    A fix waits when one of its edits touches or overlaps an edit of an earlier fix without being
    the same edit, or when both define the same module-level name in a file: after this pass, such
    a fix is computed anew. So does one whose diagnostic points to the place of another that is
    mended: what is wrong there may be all that it is about. Diagnostics without a fix that may be
    applied are in neither.
    """
    chosen: list[Diagnostic] = []
    postponed: list[Diagnostic] = []
    taken: dict[str, set[Edit]] = {}
    mended: set[Place] = set()
    wanted = [one for one in diagnostics if one.fix is not None and _applies(one.fix, unsafe)]
    places = {one.place for one in wanted}
    for diagnostic in sorted(wanted, key=lambda one: (_points_to(one, places), one.sort_key)):
        fix = diagnostic.fix
        assert fix is not None
        conflicts = (_conflicts(edit, taken.get(edit.path, set())) for edit in fix.edits)
        if _points_to(diagnostic, mended) or any(conflicts):
            postponed.append(diagnostic)
            continue
        mended.add(diagnostic.place)
        chosen.append(diagnostic)
        for edit in fix.edits:
            taken.setdefault(edit.path, set()).add(edit)
    return tuple(chosen), tuple(postponed)


def edits_by_path(fixes: Iterable[Fix]) -> dict[str, tuple[Edit, ...]]:
    """The edits of fixes that were chosen together: each edit once, in order, by file."""
    edits: dict[str, dict[Edit, None]] = {}
    for fix in fixes:
        for edit in fix.edits:
            edits.setdefault(edit.path, {})[edit] = None
    return {
        path: tuple(sorted(found, key=lambda edit: edit.span))
        for path, found in sorted(edits.items())
    }


def _applies(fix: Fix, unsafe: bool) -> bool:
    if not fix.edits:
        return False
    return fix.applicability is Applicability.SAFE or (
        unsafe and fix.applicability is Applicability.UNSAFE
    )


def _points_to(diagnostic: Diagnostic, places: set[Place]) -> bool:
    """Whether it is explained by what stands at one of ``places``."""
    return any(one.place in places and one.place != diagnostic.place for one in diagnostic.related)


def _conflicts(edit: Edit, taken: set[Edit]) -> bool:
    return edit not in taken and any(
        _touch(edit, other) or _definitions(edit) & _definitions(other) for other in taken
    )


def _touch(one: Edit, other: Edit) -> bool:
    first, second = sorted((one, other), key=lambda edit: edit.span)
    return (second.span.line, second.span.column) <= (first.span.end_line, first.span.end_column)


def _definitions(edit: Edit) -> set[str]:
    return set(_DEFINITION.findall(edit.content))
