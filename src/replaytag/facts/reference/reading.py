"""The reference reader of facts: libcst's tree, walked in step with the text.

It reads syntax newer than the running interpreter's, and says what is wrong with what is no Python.
"""

from __future__ import annotations

import ast
import re
import warnings

import libcst as cst

from replaytag.facts.cursor import Cursor
from replaytag.facts.docstrings import is_docstring
from replaytag.facts.errors import SourceError
from replaytag.facts.model import FileFacts
from replaytag.facts.reference.nesting import too_deep
from replaytag.facts.reference.statements import StatementReader

_PARSER_POSITION = re.compile(r"error at (\d+):(\d+)")


def read_text(path: str, text: str) -> FileFacts:
    """The facts of the file ``path`` that consists of ``text``.

    Raises:
        SourceError: ``text`` cannot be read as Python 3; never any other exception.
    """
    cursor = Cursor(text)
    if "\0" in text:
        raise cursor.error("source code cannot contain null bytes", text.index("\0"))
    offset = too_deep(text)
    if offset is not None:
        raise cursor.error("nested too deeply", offset)
    try:
        module = cst.parse_module(text)
        body = StatementReader(cursor).statements(module.body)
    except cst.ParserSyntaxError as error:
        raise _syntax_error(text, error.message) from None
    except (cst.CSTValidationError, cst.CSTLogicError, UnicodeError) as error:
        message = f"invalid syntax ({error})"
        raise _python_error(text) or SourceError(message) from None
    except RecursionError:
        raise cursor.error("nested too deeply", cursor.position) from None
    return FileFacts(path, body, docstring=is_docstring(body))


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
