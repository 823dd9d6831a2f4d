"""The handlers of a project, and its Sentry tag calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from replaytag.project.inventory import HandlerReport, TagCallReport
from replaytag.reports.characters import encodable, printable
from replaytag.reports.finding import shown_path
from replaytag.reports.json import dump
from replaytag.reports.style import Style
from replaytag.reports.table import Paint, plain
from replaytag.reports.table import render as table
from replaytag.workspace import Workspace

Handlers = Sequence[tuple[Workspace, HandlerReport]]
TagCalls = Sequence[tuple[Workspace, TagCallReport]]


def handlers_as_json(handlers: Handlers) -> str:
    """A JSON list with an object for each handler."""
    return dump(
        [
            {
                "path": shown_path(workspace, handler.path),
                "line": handler.line,
                "name": encodable(handler.name),
                "framework": handler.framework,
                "routes": [encodable(route) for route in handler.routes],
                "app": encodable(handler.app),
                "coverage": handler.coverage,
                "reason": encodable(handler.reason),
                "tagger": _tagger(workspace, handler),
            }
            for workspace, handler in handlers
        ]
    )


def handlers_as_text(handlers: Handlers, style: Style) -> str:
    """A row for each handler, and how many there are of each kind."""
    rows = [
        (
            (f"{shown_path(workspace, handler.path)}:{handler.line}", plain),
            (handler.coverage, _paint(handler.coverage, style)),
            (handler.framework, plain),
            (printable(handler.name), style.strong),
            (printable(", ".join(handler.routes)), plain),
            (_why(workspace, handler), plain),
        )
        for workspace, handler in handlers
    ]
    counts = Counter(handler.coverage for _, handler in handlers)
    split = ", ".join(f"{counts[kind]} {kind}" for kind in ("covered", "uncovered", "unknown"))
    return f"{table(rows)}{_count(len(handlers), 'handler')}: {split}.\n"


def _tagger(workspace: Workspace, handler: HandlerReport) -> str | None:
    """The tagger's place, as seen from the working directory."""
    if handler.tagger is None:
        return None
    path, _, line = handler.tagger.rpartition(":")
    return f"{shown_path(workspace, path)}:{line}"


def _why(workspace: Workspace, handler: HandlerReport) -> str:
    tagger = _tagger(workspace, handler)
    return f"tagged by {tagger}" if tagger else printable(handler.reason)


def tag_calls_as_json(calls: TagCalls) -> str:
    """A JSON list with an object for each call; a tag that is not constant is null."""
    return dump(
        [
            {
                "path": shown_path(workspace, call.path),
                "line": call.line,
                "column": call.column,
                "form": call.form,
                "tags": [None if tag is None else encodable(tag) for tag in call.tags],
                "reaches": call.reaches,
                "reason": encodable(call.reason),
            }
            for workspace, call in calls
        ]
    )


def tag_calls_as_text(calls: TagCalls, style: Style) -> str:
    """A row for each call, and how many there are."""
    rows = [
        (
            (f"{shown_path(workspace, call.path)}:{call.line}:{call.column}", plain),
            (printable(call.form), plain),
            (", ".join("?" if tag is None else printable(tag) for tag in call.tags), style.strong),
            (_REACHES.get(call.reaches, call.reaches), _paint(call.reaches, style)),
            (printable(call.reason), plain),
        )
        for workspace, call in calls
    ]
    return f"{table(rows)}{_count(len(calls), 'tag call')}.\n"


_REACHES = {
    "yes": "reaches the event",
    "no": "does not reach the event",
    "unknown": "may reach the event",
}


def _paint(verdict: str, style: Style) -> Paint:
    if verdict in ("covered", "yes"):
        return style.good
    return style.bad if verdict in ("uncovered", "no") else style.doubtful


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
