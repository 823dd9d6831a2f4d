"""Lists the handlers and the tag calls of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from replaytag.project import sentry
from replaytag.project.inventory import HandlerReport, TagCallReport
from replaytag.project.nodes import Judged
from replaytag.source import Place

if TYPE_CHECKING:
    from replaytag.project.project import Project

_WHY = {
    "closed": "the scope ends before the error is captured",
    "span": "a span's tags are not on the error event",
    "global": "on the global scope, so on every request's events",
    "event": "on every event that passes here",
    "capture": "on this event only",
    "unknown": "the scope is a parameter, and nothing seen passes one",
}


def list_handlers(project: Project) -> list[HandlerReport]:
    """Every handler, once, sorted by place."""
    rows: dict[tuple[str, int, str], HandlerReport] = {}
    judged = [(node.app.name, j) for node, found in project.served for j in found]
    judged += [("?", j) for j in project.apps.unserved()]
    for app, item in judged:
        handler = item.handler
        if project.workspace.is_supporting(handler.place.path):
            continue
        key = (handler.place.path, handler.place.span.line, handler.name)
        row = HandlerReport(
            handler.place.path,
            handler.place.span.line,
            handler.name,
            handler.framework,
            handler.routes,
            app,
            item.coverage.value,
            item.reason,
            _where(item),
        )
        known = rows.get(key)
        if known is None or _WORST[row.coverage] > _WORST[known.coverage]:
            rows[key] = row
    return sorted(rows.values(), key=lambda r: (r.path, r.line, r.name))


def list_tag_calls(project: Project) -> list[TagCallReport]:
    """The inventory of Sentry tag calls, sorted by place."""
    grouped: dict[Place, list[sentry.TagCall]] = {}
    for call in project.sentry_tags:
        if not project.workspace.is_supporting(call.place.path):
            grouped.setdefault(call.place, []).append(call)
    rows = []
    for place, calls in grouped.items():
        first = calls[0]
        reaches = project.reaches(first)
        reason = _WHY.get(first.scope, "")
        if first.scope == "closed" and reaches is sentry.Reaches.YES:
            reason = "captured while the scope is open"
        names = tuple(call.name for call in calls)
        span = place.span
        rows.append(
            TagCallReport(
                place.path, span.line, span.column, first.form, names, reaches.value, reason
            )
        )
    return sorted(rows, key=lambda row: (row.path, row.line, row.column))


_WORST = {"covered": 0, "unknown": 1, "uncovered": 2}


def _where(item: Judged) -> str | None:
    if item.tagger is None:
        return None
    place = item.tagger.place
    return f"{place.path}:{place.span.line}"
