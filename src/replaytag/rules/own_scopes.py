"""Puts a scope of its own round what a middleware does with a request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from replaytag.actions import Action, AddImport, ReplaceText
from replaytag.facts import model
from replaytag.rules.written import Written, deeper, statements_round
from replaytag.source import Span

if TYPE_CHECKING:
    from replaytag.project import Project
    from replaytag.project.attempts import Attempt

_WRITTEN_ACROSS_LINES = re.compile(r"\"\"\"|'''|\\$", re.MULTILINE)
"""What indenting a line would change the meaning of, or may."""
_SCOPE = "with sentry_sdk.isolation_scope():"
_SCOPE_BEFORE_2 = "with sentry_sdk.Hub(sentry_sdk.Hub.current):"


def own_scope(project: Project, attempt: Attempt) -> tuple[Action, ...]:
    """Indents the body of the middleware that sets the tag under a new scope; or does nothing.

    It has to hand on the request itself: then all that it does is what the scope is open for.
    """
    within = attempt.call.within
    facts = project.parsed.get(attempt.call.place.path)
    if within is None or facts is None or not attempt.mendable:
        return ()
    inside = statements_round(facts.body, attempt.call.place.span)
    functions = [node for node in inside if isinstance(node, model.Function)]
    if not functions or functions[-1].span != within.span or functions[-1].is_generator:
        return ()
    written = Written(project, within.path)
    body = functions[-1].body
    if _is_docstring(body[0]):
        body = body[1:]
    first, last = min(map(_first_line, body)), body[-1].span.end_line
    moved = written.lines(first, last)
    if first == functions[-1].span.line or _WRITTEN_ACROSS_LINES.search("\n".join(moved)):
        return ()
    indent = moved[0][: len(moved[0]) - len(moved[0].lstrip())]
    inner = deeper(indent)
    is_old = project.sdk_at_least(within.path, "2.0") is False
    lines = [
        f"{indent}{_SCOPE_BEFORE_2 if is_old else _SCOPE}",
        *(f"{inner}{line}" if line.strip() else line for line in moved),
    ]
    span = Span(first, 1, last, len(moved[-1]) + 1)
    return (
        AddImport(within.path, "sentry_sdk"),
        ReplaceText(within.path, span, written.newline.join(lines)),
    )


def _is_docstring(statement: model.Statement) -> bool:
    return isinstance(statement, model.Evaluate) and isinstance(statement.value, model.Literal)


def _first_line(statement: model.Statement) -> int:
    """The first line of a statement, its decorators included."""
    lines = [statement.span.line]
    if isinstance(statement, (model.Function, model.Class)):
        lines += (node.span.line for node in statement.decorators)
    return min(lines)
