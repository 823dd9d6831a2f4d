"""Expectations in comments: what a reader sees beside the code is what the test demands.

``# expect: RT301, RT101`` says that the line is the primary place of these diagnostics, and
``# handler: covered`` that a handler of this coverage is listed for it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from replaytag.diagnostics import Diagnostic
from replaytag.project.inventory import HandlerReport

Expected = Counter[tuple[str, int, str]]
"""Path, line, and a code or a coverage."""

_EXPECT = re.compile(r"# expect: ([A-Z0-9, ]+?)\s*(?:#|$)", re.MULTILINE)
_HANDLER = re.compile(r"# handler: (covered|uncovered|unknown)\s*(?:#|$)", re.MULTILINE)
_COMMENT = re.compile(r"# *(?:expect|handler) *:")


def expected_diagnostics(sources: Mapping[str, str]) -> Expected:
    """The diagnostics that the comments in ``sources``, by path, demand."""
    return Counter(
        (path, number, code.strip())
        for path, number, line in _lines(sources)
        if (found := _EXPECT.search(line))
        for code in found[1].split(",")
    )


def expected_handlers(sources: Mapping[str, str]) -> Expected:
    """The handlers that the comments in ``sources``, by path, demand."""
    return Counter(
        (path, number, found[1])
        for path, number, line in _lines(sources)
        if (found := _HANDLER.search(line))
    )


def malformed(sources: Mapping[str, str]) -> list[str]:
    """The lines whose comments look like expectations and are none."""
    return [
        f"{path}:{number}: {line.strip()}"
        for path, number, line in _lines(sources)
        if len(_COMMENT.findall(line)) != len(_EXPECT.findall(line)) + len(_HANDLER.findall(line))
    ]


def found_diagnostics(diagnostics: Iterable[Diagnostic]) -> Expected:
    """Diagnostics in the form of expectations."""
    return Counter((item.place.path, item.place.span.line, item.code) for item in diagnostics)


def found_handlers(handlers: Iterable[HandlerReport]) -> Expected:
    """Listed handlers in the form of expectations."""
    return Counter((item.path, item.line, item.coverage) for item in handlers)


def rows(counted: Expected) -> list[str]:
    """One text for each, sorted: what a failing test prints."""
    return [f"{path}:{line}: {what}" for path, line, what in sorted(counted.elements())]


def _lines(sources: Mapping[str, str]) -> Iterable[tuple[str, int, str]]:
    for path, text in sorted(sources.items()):
        for number, line in enumerate(text.split("\n"), 1):
            yield path, number, line
