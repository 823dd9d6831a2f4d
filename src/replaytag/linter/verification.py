"""Whether a fix did what it promised, and nothing else."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping

from replaytag.diagnostics import Diagnostic
from replaytag.linter.analysis import Analysis
from replaytag.project import Project
from replaytag.workspace import Workspace

Key = tuple[str, str, str]


def key_of(diagnostic: Diagnostic) -> Key:
    """What stays the same about a diagnostic when lines above it come and go."""
    return (diagnostic.code, diagnostic.place.path, diagnostic.message)


def objection(before: Analysis, after: Analysis, applied: Iterable[Diagnostic]) -> str | None:
    """Why the fixes of ``applied``, which lead from ``before`` to ``after``, must not be kept.

    They must have removed their diagnostics, must not have written code that is itself reported,
    and no handler may have lost its coverage. Diagnostics elsewhere may be new: mending a tagger
    for a part of an app shows that the rest of it has none.
    """
    remaining = Counter(map(key_of, after.diagnostics))
    present = Counter(map(key_of, before.diagnostics))
    for key, count in Counter(map(key_of, applied)).items():
        if remaining[key] > present[key] - count:
            return f"{key[0]} is still reported after it"
    written = _written_lines(before.workspace, after.workspace)
    # What is said of a line may change with its names.
    fresh = _kinds(after.diagnostics) - _kinds(before.diagnostics)
    for diagnostic in after.diagnostics:
        span, path = diagnostic.place.span, diagnostic.place.path
        if (
            key_of(diagnostic) not in present
            and fresh[diagnostic.code, path]
            and not written[path].isdisjoint(range(span.line, span.end_line + 1))
        ):
            return f"it leads to {diagnostic.code} in line {span.line} of {path}"
    if lost := _covered(before.project) - _covered(after.project):
        path, name = min(lost)
        return f"the handler {name} in {path} would no longer be covered"
    return None


def _kinds(diagnostics: Iterable[Diagnostic]) -> Counter[tuple[str, str]]:
    """How many there are of each code in each file."""
    return Counter((diagnostic.code, diagnostic.place.path) for diagnostic in diagnostics)


def _covered(project: Project | None) -> set[tuple[str, str]]:
    if project is None:
        return set()
    return {
        (handler.path, handler.name)
        for handler in project.handlers()
        if handler.coverage == "covered"
    }


def _written_lines(before: Workspace, after: Workspace) -> Mapping[str, set[int]]:
    """The rows of each changed file that were not there before, or not like this."""
    written: dict[str, set[int]] = {path: set() for path in after.files}
    for path, content in after.changes.items():
        old = before.read(path) if path in before.files else b""
        if old != content:
            matcher = difflib.SequenceMatcher(
                None, old.splitlines(), content.splitlines(), autojunk=False
            )
            written[path] = {
                row + 1
                for tag, _, _, start, end in matcher.get_opcodes()
                if tag != "equal"
                for row in range(start, end)
            }
    return written
