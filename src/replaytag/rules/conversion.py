"""Rewriting a tag call so that it sets the tags of the contract at hand."""

from __future__ import annotations

import ast
import re
import textwrap
from typing import TYPE_CHECKING

from replaytag.actions import ReplaceText
from replaytag.contract import Kind, Tag
from replaytag.evaluator.state import Under
from replaytag.evaluator.values import Operation
from replaytag.frameworks.writing.tagging import derivation, statements
from replaytag.project.carried import Carried, carried
from replaytag.rules.written import Written, deeper
from replaytag.source import Span, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from replaytag.contract import Contract
    from replaytag.evaluator.values import Value
    from replaytag.project import Project
    from replaytag.project.attempts import Attempt

_STEP = "    "
_DERIVED = re.compile(r"""(?P<indent>\s*)head = (?P<token>.+)\.split\(["']\.["']\)\[0\]\s*""")
"""The first of the lines in which ``statements`` makes the session id of a token."""


@frozen
class _Call:
    """The source of ``setter(key, value)``, a statement of its own on ``lines``, from 1 on."""

    setter: str
    value: ast.expr
    text: str
    lines: tuple[int, int]
    indent: str


def converted(project: Project, attempt: Attempt, *, carries_id: bool) -> ReplaceText | None:
    """What sets the contract's tags in place of ``attempt``; None where that is not certain.

    ``carries_id`` is whether the session id is what the call is given now: then it has to be in the
    form that fixes write, in which the token is at hand.
    """
    place = attempt.place
    written = Written(project, place.path)
    call = _call(written, place.span)
    if call is None:
        return None
    if carries_id:
        return _from_id(project, attempt, written, call)
    if carried(attempt.call.value, project.judge.is_token) is not Carried.HEADER:
        return None  # of a part of the token nothing can be made
    if isinstance(call.value, ast.Name) and _is_guarded(attempt):
        lines = statements(call.setter, call.text, project.contract, call.indent)
    else:
        lines = _guarded(project.contract, call)
    if any(_is_taken(name, attempt, call, written) for name in _bound(lines)):
        return None
    return ReplaceText(place.path, place.span, _laid_out(lines, call.indent, written.newline))


def _bound(lines: Iterable[str]) -> list[str]:
    """The names that these lines give a value to."""
    return [match[1] for line in lines if (match := re.match(r"\s*(\w+) = ", line))]


def _is_taken(name: str, attempt: Attempt, call: _Call, written: Written) -> bool:
    """Whether the function that the call stands in may use ``name`` for something else."""
    within = attempt.call.within
    return name != call.text and (within is None or written.names(within.span, name))


def _laid_out(lines: Iterable[str], indent: str, newline: str) -> str:
    """``lines``, which are indented by spaces, as they stand after ``indent``."""
    step = deeper(indent)
    stepped = (re.sub("^(?:    )+", lambda m: step * (len(m[0]) // 4), line) for line in lines)
    return f"{newline}{indent}".join(stepped)


def _guarded(contract: Contract, call: _Call) -> list[str]:
    """The lines that set the tags where the value may be None."""
    if contract.tags == (Tag(contract.tag, Kind.HEADER),):
        return statements(call.setter, call.text, contract, call.indent)
    name = call.text if isinstance(call.value, ast.Name) else "token"
    lines = statements(call.setter, name, contract, call.indent + _STEP)
    first = [] if name == call.text else [f"{name} = {call.text}"]
    return [*first, f"if {name}:", *(_STEP + line for line in lines)]


def _from_id(
    project: Project, attempt: Attempt, written: Written, call: _Call
) -> ReplaceText | None:
    """The same where the lines above make the session id of a token, as fixes write them."""
    last = call.lines[0]
    for first in range(last - 2, max(last - 9, 0), -1):
        match = _DERIVED.fullmatch(written.lines(first, first)[0])
        if match is None:
            continue
        indent = match["indent"]
        own = derivation(call.setter, match["token"], str(attempt.call.name), indent)
        if not _is_same("\n".join(written.lines(first, last)), "\n".join(own)):
            return None
        lines = statements(call.setter, match["token"], project.contract, indent)
        span = Span(first, len(indent) + 1, *_end(attempt.place.span))
        return ReplaceText(attempt.place.path, span, _laid_out(lines, indent, written.newline))
    return None


def _is_same(text: str, written: str) -> bool:
    """Whether two texts are the same statements, however they are laid out."""
    try:
        tree = ast.parse(textwrap.dedent(text))
    except SyntaxError:
        return False
    return ast.dump(tree) == ast.dump(ast.parse(written))


def _end(span: Span) -> tuple[int, int]:
    return span.end_line, span.end_column


def _call(written: Written, span: Span) -> _Call | None:
    """The call at ``span``, if it is a statement and its lines hold nothing else."""
    indent, text = written.indent(span), written.at(span)
    if indent is None:
        return None
    try:
        node = ast.parse(text, mode="eval").body
    except SyntaxError:
        return None
    match node:
        case ast.Call(ast.Name(id="set_tag") | ast.Attribute(attr="set_tag"), [_, value], []):
            setter = ast.get_source_segment(text, node.func)
            given = ast.get_source_segment(text, value)
            if setter and given and "\n" not in setter + given:
                return _Call(setter, value, given, (span.line, span.end_line), indent)
    return None


def _is_guarded(attempt: Attempt) -> bool:
    """Whether the call is made only where its value is there."""
    return any(
        isinstance(context, Under) and _is_there(context.test, attempt.call.value, context.holds)
        for context in attempt.call.contexts
    )


def _is_there(test: Value, value: Value | None, holds: bool) -> bool:
    """Whether ``value`` is there where ``test`` is true (``holds``) or false."""
    if isinstance(test, Operation) and test.operator == "not":
        return _is_there(test.operands[0], value, not holds)
    if isinstance(test, Operation) and test.operator == ("and" if holds else "or"):
        return any(_is_there(operand, value, holds) for operand in test.operands)
    return holds and test == value
