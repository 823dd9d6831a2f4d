"""One file's bytes turned into facts."""

from __future__ import annotations

import ast
import gc
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from replaytag.facts.cursor import Cursor
from replaytag.facts.decoding import decode
from replaytag.facts.model import Evaluate, FileFacts, Joined, Literal, SourceError, Statement
from replaytag.facts.nesting import too_deep

_PARSER_POSITION = re.compile(r"error at (\d+):(\d+)")


def read(path: str, data: bytes) -> FileFacts:
    """The facts of the file ``path`` (relative to the project root) that consists of ``data``.

    Rows and columns of the facts count in the text that :func:`replaytag.facts.decoding.decode`
    gives. Syntax newer than the running interpreter's is read as well.

    Raises:
        SourceError: ``data`` cannot be read as Python 3; never any other exception.
    """
    text, _ = decode(data)
    cursor = Cursor(text)
    if "\0" in text:
        raise cursor.error("source code cannot contain null bytes", text.index("\0"))
    offset = too_deep(text)
    if offset is not None:
        raise cursor.error("nested too deeply", offset)
    with _collector_paused():
        return _facts(path, cursor)


def _facts(path: str, cursor: Cursor) -> FileFacts:
    # Importing libcst takes longer than a run that finds all facts in the cache.
    import libcst as cst

    from replaytag.facts.statements import StatementReader

    try:
        module = cst.parse_module(cursor.text)
        body = StatementReader(cursor).statements(module.body)
    except cst.ParserSyntaxError as error:
        raise _syntax_error(cursor.text, error.message) from None
    except (cst.CSTValidationError, cst.CSTLogicError, UnicodeError) as error:
        message = f"invalid syntax ({error})"
        raise _python_error(cursor.text) or SourceError(message) from None
    except RecursionError:
        raise cursor.error("nested too deeply", cursor.position) from None
    return FileFacts(path, body, docstring=bool(body) and _is_text(body[0]))


def _is_text(statement: Statement) -> bool:
    if not isinstance(statement, Evaluate):
        return False
    value = statement.value
    parts = value.parts if isinstance(value, Joined) else (value,)
    return all(isinstance(part, Literal) and isinstance(part.value, str) for part in parts)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keeps the garbage collector from searching a tree of which nothing is garbage yet.

    It would do so over and over while the tree grows: a third of the time of parsing.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _syntax_error(text: str, message: str) -> SourceError:
    """The most helpful account of why libcst gave ``message``.

    The parser only lists the tokens that it would have taken. Python often knows better what is
    wrong, but its word counts only where both stumble over the same line: an older interpreter
    stumbles over newer syntax first.
    """
    error = _python_error(text)
    match = _PARSER_POSITION.search(message)
    if match is None:
        message = message.removeprefix("tokenizer error: ")
        return error or SourceError(message)
    line, column = int(match[1]), int(match[2])
    if error is not None and (error.line == line or error.message.endswith("was never closed")):
        return error
    return SourceError("invalid syntax", line, max(column, 1))


def _python_error(text: str) -> SourceError | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except SyntaxError as error:
        return SourceError(error.msg, error.lineno or 1, max(error.offset or 1, 1))
    except (ValueError, RecursionError, MemoryError):
        return None
    return None
