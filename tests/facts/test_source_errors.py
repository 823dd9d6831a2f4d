"""What is no Python 3 is refused with a reason and a place, whatever it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replaytag.facts.errors import SourceError
from replaytag.facts.model import FileFacts
from tests.facts.conftest import Read

BROKEN = [
    # source, message, line, column
    (b"x = 1\nprint 'a'\n", "Missing parentheses in call to 'print'. Did you mean print(...)?", 2, 1),
    (b"raise ValueError, 'a'", "invalid syntax", 1, 17),
    (b"exec 'x' in a", "Missing parentheses in call to 'exec'. Did you mean exec(...)?", 1, 1),
    (b"x = 1L", "invalid decimal literal", 1, 5),
    (b"x = 0777", "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers", 1, 5),
    (b"a <> b", "invalid syntax", 1, 3),
    (b"x = `a`", "invalid syntax", 1, 5),
    (b"def {{ cookiecutter.name }}():\n    pass\n", "invalid syntax", 1, 5),
    (b"import a\nfrom {{ a }} import b\n", "invalid syntax", 2, 6),
    (b"{% if a %}\nx = 1\n{% endif %}\n", "invalid syntax", 1, 2),
    (b"x = (1,\ny = 2\n", "'(' was never closed", 1, 5),
    (b"def f():\nx = 1\n", "expected an indented block after function definition on line 1", 2, 1),
    (b"x = 1\n  y = 2\n", "unexpected indent", 2, 2),
    (b"x = 'a\n", "unterminated string literal (detected at line 1)", 1, 5),
    (b"x = 1\ny = 'a\x00b'\n", "source code cannot contain null bytes", 2, 7),
    (b"x = '\\x1'", "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: truncated \\xXX escape", 1, 5),
    (b"a\nx = b'a' 'b'", "cannot mix bytes and nonbytes literals", 2, 13),
    ("x = b'é'".encode(), "bytes can only contain ASCII literal characters", 1, 5),
    (b"x = 1\ny = '\xe9'\n", "not valid utf-8 (byte 0xe9)", 2, 6),
    ("a\n\nx = 'é'; y = '".encode() + b"\xff'", "not valid utf-8 (byte 0xff)", 3, 15),
    (b"# coding: ascii\nx = '\xc3\xa9'", "not valid ascii (byte 0xc3)", 2, 6),
    (b"# coding: klingon\n", "unknown encoding: klingon", 1, 1),
    (b"# coding: rot13\nx = 1", "'rot13' is not a text encoding; use codecs.decode() to handle arbitrary codecs", 1, 1),
    (b"\xef\xbb\xbf# coding: latin-1\n", "encoding problem: utf-8", 1, 1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "message", "line", "column"), BROKEN, ids=[str(row[0]) for row in BROKEN]
)
def test_source_error(read: Read, data: bytes, message: str, line: int, column: int) -> None:
    with pytest.raises(SourceError) as caught:
        read("a.py", data)
    error = caught.value
    assert (error.message, error.line, error.column) == (message, line, column)


@pytest.mark.parametrize(
    "source",
    [
        "type X[T] = list[T]",
        "def f[T: int = str](x: T): ...",
        "f'{f'{1}'}'",
        "f'{'\\n'.join(a)}'",
        "t'{a}'",
        "try: a\nexcept A, B: c",
        "match = case = type = lazy = 1",
        "{{ cookiecutter }}",
    ],
)
def test_newer_syntax_is_no_error(read: Read, source: str) -> None:
    assert len(read("a.py", source.encode()).body) == 1


NESTED = {
    "brackets": "x = " + "(" * 201 + ")" * 201,
    "f-strings": "x = " + "f'{" * 201 + "1" + "}'" * 201,
    "brackets in f-strings": "x = " + "f'{[" * 101 + "1" + "]}'" * 101,
    "never closed": "[" * 5000,
    "and": "x = (\n" + "a and\n" * 1001 + "a)",
    "lambda": "x = " + "lambda: " * 5000 + "a",
    "elif": "if a: b\n" + "elif a: b\n" * 1001,
    "not": "x = " + "not " * 900 + "a",
    "pattern": "match a:\n  case " + "[" * 100 + "]" * 100 + ": b",
    "indentation": "".join(" " * depth + "if a:\n" for depth in range(150)) + " " * 150 + "b",
}


@pytest.mark.parametrize("source", NESTED.values(), ids=NESTED.keys())
def test_pathological_nesting(read: Read, source: str) -> None:
    with pytest.raises(SourceError, match=r"nested too deeply|too many levels"):
        read("a.py", source.encode())


MANY_BUT_SHALLOW = {
    "brackets in strings": "x = '" + "[" * 500 + "'\n" + 'y = """' + "(\n" * 500 + '"""',
    "brackets in comments": "# (((\n" * 300,
    "colours": "a = f'\\x1b[1m{b}\\x1b[0m'\n" * 300,
    "braces in f-strings": "a = f'{{{b}{{'\n" * 300,
    "and in several lines": "x = a and b\n" * 2000,
    "and in a text": 'x = """' + "this and that or\n" * 2000 + '"""',
    "elif of several functions": "def f():\n  if a: b\n  elif c: d\n" * 1500,
}


@pytest.mark.parametrize("source", MANY_BUT_SHALLOW.values(), ids=MANY_BUT_SHALLOW.keys())
def test_what_only_looks_nested_is_read(read: Read, source: str) -> None:
    assert isinstance(read("a.py", source.encode()), FileFacts)


# --- any bytes at all ----------------------------------------------------------------------------

SOURCE = '''\
#!/usr/bin/env python
"""Doc."""
from __future__ import annotations
import os.path as p, sys
from .a import (b, c as d,)

@app.route("/x", methods=["GET", *more], **options)
async def view(request, /, x: int = 1, *args, y=(1, 2), **kwargs) -> None:
    global z
    token = request.headers.get(f"X-{name!r:>{width}}-{{}}" "Token", None)
    if token and not (n := len(token)) > 0x10:
        with scope() as s, (yield): s.set_tag(b"\\x00", token[1:-1])
    elif token is not None: return
    else:
        raise ValueError from None
    return await [i async for i in a if i], {k: v for k, v in {**m}.items()}, lambda *a, b=1: a

class A[T](B, metaclass=M):
    x: int = 1_0.5e3j; y += ~1
    try: del x[0], y
    except* (E, F) as e: pass
    finally: ...
    match x:
        case {"a": [1, *_], **rest} | P(q=r) as s if t: pass
'''

TOKENS = [
    *"()[]{}:;,.@=\\#$?!`~'\"\n\r\t\f\0",
    "'''", '"""', "f'", 'rb"', "t'", "{{", "}}", "\\N{", "\\x", "\r\n", "   ",
    ":=", "->", "**", "*", "...", "!r", "0x", "1e", "1_", "0777",
    "lambda ", "async ", "await ", "yield ", "match ", "case ", "type ", "lazy ", "not ", "is ",
    "elif ", "except* ", "del ", "global ", "\ufeff", "é", "😀", "\u2028", "ª", "\x1a",
]  # fmt: skip


@st.composite
def mutated_source(draw: st.DrawFn) -> bytes:
    text = SOURCE
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.integers(0, 8))
        text = text[:start] + draw(st.sampled_from(["", *TOKENS])) + text[end:]
    data = bytearray(text.encode())
    if draw(st.booleans()):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data)


@given(
    st.binary()
    | st.lists(st.sampled_from(TOKENS)).map(lambda tokens: "".join(tokens).encode())
    | st.sampled_from(
        [b"# coding: utf-7\n", b"# coding: utf-16\n", b"# coding: punycode\n"]
    ).flatmap(lambda cookie: st.binary().map(lambda data: cookie + data))
    | mutated_source()
)
@settings(max_examples=400, deadline=None)
def test_any_bytes_give_facts_or_a_source_error(read: Read, data: bytes) -> None:
    try:
        assert isinstance(read("a.py", data), FileFacts)
    except SourceError as error:
        _assert_points_into_file(error)


def _assert_points_into_file(error: SourceError) -> None:
    assert error.message
    assert error.line >= 1
    assert error.column >= 1


def test_the_source_that_is_mutated_is_valid(read: Read) -> None:
    assert len(read("a.py", SOURCE.encode()).body) == 6
