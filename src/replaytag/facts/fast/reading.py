"""The fast reader of facts: the tree of the interpreter's own parser, turned into facts."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from replaytag.facts.docstrings import is_docstring
from replaytag.facts.fast.bodies import Words
from replaytag.facts.fast.dispatch import Unreadable
from replaytag.facts.fast.text import Text
from replaytag.facts.fast.tree import TreeReader
from replaytag.facts.model import Evaluate, FileFacts, Function, If, Opaque, SourceError, Statement
from replaytag.source import Span

__all__ = ["Unreadable", "read_body", "read_text"]


def read_text(path: str, text: str, *, is_eager: bool = False) -> FileFacts:
    """The facts of the file ``path`` that consists of ``text``.

    With ``is_eager``, no body of a function is left for later.

    Raises:
        Unreadable: Only the reference reader can read the text, or say why it cannot be read.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    with _parsing():
        tree = ast.parse(text)
        place = Text(text)
        words = Words(place, is_eager=is_eager)
        body = TreeReader(place, words).statements(tree.body)
    return FileFacts(path, body, is_docstring(body), words.source)


def read_body(text: str, line: int) -> tuple[Statement, ...]:
    """The body of the function that ``text`` consists of; ``line`` lines stand before it."""
    head = "if 1:\n" if text[0] in " \t" else "\n"
    try:
        with _parsing():
            (node,) = ast.parse(head + text).body
            if isinstance(node, ast.If):
                (node,) = node.body
            assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            return TreeReader(Text(head + text, line - 1)).statements(node.body)
    except Unreadable:
        return _read_body_by_reference(text, line)


def _read_body_by_reference(text: str, line: int) -> tuple[Statement, ...]:
    from replaytag.facts.reference.reading import read_text

    head = "\n" * (line - 1) + "if 1:\n" if text[0] in " \t" else "\n" * line
    try:
        (fact,) = read_text("", head + text).body
    except SourceError:
        # It nests so deeply that Python reads it but libcst cannot.
        span = Span.point(line + 1, 1)
        return (Evaluate(span, Opaque(span, "nested too deeply")),)
    if isinstance(fact, If):
        (fact,) = fact.body
    assert isinstance(fact, Function)
    return fact.body


@contextmanager
def _parsing() -> Iterator[None]:
    with warnings.catch_warnings():
        # An unknown escape such as "\d" is worth a warning to its author, not to our user.
        warnings.simplefilter("ignore")
        try:
            yield
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise Unreadable(str(error)) from None
