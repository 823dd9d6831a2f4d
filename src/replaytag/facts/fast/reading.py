"""The fast reader of facts: the tree of the interpreter's own parser, turned into facts."""

from __future__ import annotations

import ast
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from replaytag.facts.collector import collector_paused
from replaytag.facts.docstrings import is_docstring
from replaytag.facts.errors import SourceError
from replaytag.facts.fast.bodies import Words
from replaytag.facts.fast.dispatch import Unreadable
from replaytag.facts.fast.text import Text
from replaytag.facts.fast.tree import TreeReader
from replaytag.facts.model import Evaluate, FileFacts, Function, If, Opaque, Statement
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
    try:
        with _parsing():
            tree = ast.parse(text)
            place = Text(text)
            words = Words(place, is_eager=is_eager)
            body = TreeReader(place, words).statements(tree.body)
    except RecursionError:
        raise Unreadable("nested too deeply") from None
    return FileFacts(path, body, is_docstring(body), words.source)


def read_body(text: str, line: int) -> tuple[Statement, ...]:
    """The body of the function that ``text`` consists of; ``line`` is its first line in the file.

    That it can be read was seen when the file was.
    """
    try:
        return _read_body(text, line)
    except RecursionError:
        # Whoever asks for the body has almost used up the stack.
        return _read_body_on_new_stack(text, line)


def _read_body_on_new_stack(text: str, line: int) -> tuple[Statement, ...]:
    results: list[tuple[Statement, ...]] = []

    def target() -> None:
        try:
            results.append(_read_body(text, line))
        except RecursionError:
            results.append(_read_body_by_reference(text, line))

    thread = threading.Thread(target=target)
    thread.start()
    thread.join()
    return results[0]


def _read_body(text: str, line: int) -> tuple[Statement, ...]:
    head = "if 1:\n" if text[0] in " \t" else "\n"
    try:
        with collector_paused(), _parsing():
            (node,) = ast.parse(head + text).body
            if isinstance(node, ast.If):
                (node,) = node.body
            assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            return TreeReader(Text(head + text, line - 2)).statements(node.body)
    except Unreadable:
        return _read_body_by_reference(text, line)


def _read_body_by_reference(text: str, line: int) -> tuple[Statement, ...]:
    from replaytag.facts.reference.reading import read_text

    head = "\n" * (line - 2) + "if 1:\n" if text[0] in " \t" else "\n" * (line - 1)
    try:
        (fact,) = read_text("", head + text).body
    except SourceError:
        # It nests so deeply that Python reads it but libcst does not.
        return (Evaluate(Span.point(line, 1), Opaque(Span.point(line, 1), "nested too deeply")),)
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
        except (SyntaxError, ValueError, MemoryError) as error:
            raise Unreadable(str(error)) from None
