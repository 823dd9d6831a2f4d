"""Every fact has the span at which it was written."""

from __future__ import annotations

import ast
import dataclasses
import sys
import sysconfig
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from replaytag.facts import model
from replaytag.facts.cursor import line_starts
from replaytag.facts.decoding import decode
from replaytag.facts.walk import walk
from replaytag.source import Span
from tests.facts.conftest import Read
from tests.facts.slicing import slice_of

SPANS = [
    # source, kind of fact, what each such fact spans, outermost first
    ("x = (a)", model.Name, ["x", "a"]),
    ("((a).b)", model.Attribute, ["(a).b"]),
    ("x = (a + (b))", model.Binary, ["a + (b)"]),
    ("x = ( a, b )", model.Sequence, ["( a, b )"]),
    ("x = ((a, b))", model.Sequence, ["(a, b)"]),
    ("x = a, b", model.Sequence, ["a, b"]),
    ("x = a, ; y", model.Sequence, ["a,"]),
    ("x = [a, [b]] # c", model.Sequence, ["[a, [b]]", "[b]"]),
    ("x = {1: 2, }", model.Mapping, ["{1: 2, }"]),
    ("f(x for x in y)", model.Comprehension, ["x for x in y"]),
    ("f ( a ) . b ( c )", model.Call, ["f ( a ) . b ( c )", "f ( a )"]),
    ("x = 'a' \"b\"", model.Joined, ["'a' \"b\""]),
    ("x = 'a' \"b\"", model.Literal, ["'a'", '"b"']),
    (r"x = f'a\x41{b}c' 'd'", model.Literal, [r"a\x41", "c", "'d'"]),
    ("x = f'{ a . b !r:>{w}}'", model.Attribute, ["a . b"]),
    ("x = f'{f\"{a}\"}'", model.Joined, ["f'{f\"{a}\"}'", 'f"{a}"']),
    ("x[ 1 : ]", model.Opaque, ["1 :"]),
    ("x[a:b, ]", model.Opaque, ["a:b"]),
    ("a; b = 1 ; c", model.Assign, ["b = 1"]),
    ("def f(): a; b;  # c", model.Function, ["def f(): a; b"]),
    ("@a\n# why\nasync def f():\n  a\n\n# c", model.Function, ["async def f():\n  a"]),
    ("@a\n@b()\nclass A:\n  pass # c\n", model.Class, ["class A:\n  pass"]),
    ("if a: b\nelif c:\n d\n", model.If, ["if a: b\nelif c:\n d", "elif c:\n d"]),
    ("try: a\nfinally:\n  b ;\n\nc", model.Try, ["try: a\nfinally:\n  b"]),
    ("match a:\n  case b: c\n  # d", model.Match, ["match a:\n  case b: c"]),
    ("from a import (\n  b,\n)\n", model.Import, ["from a import (\n  b,\n)"]),
    # blanks, line ends and characters of more than one byte
    ("\tx = 1".lstrip() + "\nif a:\n\tb\n", model.Evaluate, ["b"]),
    ("if a:\r\n  b(c,\r\n    d)\r\ne", model.Call, ["b(c,\n    d)"]),
    ("a\rb\rc", model.Name, ["a", "b", "c"]),
    ("a\n\x0cb\n", model.Name, ["a", "b"]),
    ("x = '\u2028\x0b'; y", model.Name, ["x", "y"]),
    ("x = 'é😀'; ü", model.Name, ["x", "ü"]),
    ("a + \\\n  b", model.Name, ["a", "b"]),
    ("x = '''\r\na'''; b", model.Name, ["x", "b"]),
]


@pytest.mark.parametrize(("source", "kind", "expected"), SPANS)
def test_spans(read: Read, source: str, kind: type, expected: list[str]) -> None:
    facts = read("a.py", source.encode())
    spans = [_span(node) for node in walk(facts) if isinstance(node, kind)]
    assert [slice_of(source, span) for span in spans] == expected


def test_names_have_spans_of_their_own(read: Read) -> None:
    source = "async  def  f [T]( ): a . b\nclass  C ( ): pass"
    facts = read("a.py", source.encode())
    named = [node for node in walk(facts) if hasattr(node, "name_span")]
    assert [slice_of(source, node.name_span) for node in named] == ["f", "b", "C"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfx = 1; y", "x = 1; y"),
        (b"\xef\xbb\xbf# coding: utf-8\nx = 1; y", "# coding: utf-8\nx = 1; y"),
        (b"# coding: latin-1\nx = '\xe9\xff'; y", "# coding: latin-1\nx = 'éÿ'; y"),
        (
            b"#!/x\n# -*- coding: cp1252 -*-\nx = '\x80'; y",
            "#!/x\n# -*- coding: cp1252 -*-\nx = '€'; y",
        ),
        (
            "# coding: shift_jis\nx = '日本'; y".encode("shift_jis"),
            "# coding: shift_jis\nx = '日本'; y",
        ),
    ],
)
def test_spans_count_characters_of_the_decoded_text(read: Read, data: bytes, text: str) -> None:
    assert decode(data)[0] == text
    names = [node for node in walk(read("a.py", data)) if isinstance(node, model.Name)]
    assert [slice_of(text, name.span) for name in names] == ["x", "y"]


@pytest.mark.parametrize(
    "data",
    [b"x = '\xc3\xa9'", b"\xef\xbb\xbfx = 1", b"# coding: latin-1\nx = '\xe9'", b"\r\nx\r"],
)
def test_text_and_encoding_restore_every_byte(data: bytes) -> None:
    text, encoding = decode(data)
    assert text.encode(encoding) == data


# --- real code: the modules of the running interpreter's standard library ------------------------

STDLIB = Path(sysconfig.get_path("stdlib"))
MODULES = sorted(path for path in STDLIB.glob("*.py") if path.stat().st_size < 30_000)[::6]

AST_KINDS: dict[type, type[ast.AST] | tuple[type[ast.AST], ...]] = {
    model.Attribute: ast.Attribute,
    model.Call: ast.Call,
    model.Class: ast.ClassDef,
    model.Function: (ast.FunctionDef, ast.AsyncFunctionDef),
    model.Import: (ast.Import, ast.ImportFrom),
    model.Lambda: ast.Lambda,
    model.Mapping: ast.Dict,
    model.Name: ast.Name,
    model.Return: ast.Return,
    model.Try: ast.Try,
    model.With: (ast.With, ast.AsyncWith),
}


@pytest.fixture(scope="module", params=MODULES, ids=lambda path: path.name)
def module(read: Read, request: pytest.FixtureRequest) -> tuple[str, model.FileFacts]:
    path: Path = request.param
    data = path.read_bytes()
    return decode(data)[0], read(path.name, data)


def test_what_stands_at_a_span_is_what_the_fact_says(
    module: tuple[str, model.FileFacts],
) -> None:
    text, facts = module
    # The text of an f-string has no quotes, so it is no expression by itself.
    parts = {
        id(part) for node in walk(facts) if isinstance(node, model.Joined) for part in node.parts
    }
    checked = 0
    for node in walk(facts):
        if not isinstance(node, model.Name | model.Literal | model.Call | model.Attribute):
            continue
        if isinstance(node, model.Literal) and id(node) in parts:
            continue
        source = slice_of(text, node.span)
        (statement,) = ast.parse(f"({source}\n)").body
        assert isinstance(statement, ast.Expr)
        _assert_equivalent(node, statement.value)
        checked += 1
    assert checked > 0


def _assert_equivalent(
    node: model.Name | model.Literal | model.Call | model.Attribute, parsed: ast.expr
) -> None:
    match node:
        case model.Name():
            assert isinstance(parsed, ast.Name)
            assert parsed.id == node.id
        case model.Literal():
            assert isinstance(parsed, ast.Constant)
            assert (type(parsed.value), parsed.value) == (type(node.value), node.value)
        case model.Attribute():
            assert isinstance(parsed, ast.Attribute)
            assert parsed.attr == node.name
        case model.Call():
            assert isinstance(parsed, ast.Call)
            plain = [argument for argument in node.arguments if argument.name is None]
            assert len(parsed.args) == sum(argument.star != "**" for argument in plain)
            assert {keyword.arg for keyword in parsed.keywords} - {None} == {
                argument.name for argument in node.arguments
            } - {None}


def test_python_sees_the_same_spans(module: tuple[str, model.FileFacts]) -> None:
    text, facts = module
    tree = ast.parse(text)
    nodes = list(walk(_without_formatted(facts)))
    for kind, ast_kind in AST_KINDS.items():
        spans = {_span(node) for node in nodes if isinstance(node, kind)}
        assert spans <= set(_python_spans(text, tree, ast_kind)), kind
    # What the facts leave out holds expressions; of statements, they have every one.
    functions = [node for node in walk(facts) if isinstance(node, model.Function | model.Class)]
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    assert len(functions) == len(list(_python_spans(text, tree, definitions)))


def _span(node: object) -> Span:
    span = getattr(node, "span", None)
    assert isinstance(span, Span)
    return span


def _without_formatted(facts: object) -> object:
    # Before Python 3.12, what stands in an f-string has no right position in Python's own tree.
    if sys.version_info >= (3, 12):
        return facts
    if isinstance(facts, tuple):
        return tuple(map(_without_formatted, facts))
    if isinstance(facts, model.Joined):
        return None
    if dataclasses.is_dataclass(facts) and not isinstance(facts, type | Span):
        values = {field.name: getattr(facts, field.name) for field in dataclasses.fields(facts)}
        return dataclasses.replace(
            facts, **{name: _without_formatted(value) for name, value in values.items()}
        )
    return facts


def _python_spans(
    text: str, tree: ast.AST, kinds: type[ast.AST] | tuple[type[ast.AST], ...]
) -> Iterator[Span]:
    starts = [*line_starts(text), len(text)]
    lines = [text[start:end].encode() for start, end in pairwise(starts)]

    def column(line: int, offset: int) -> int:
        return len(lines[line - 1][:offset].decode()) + 1

    for node in ast.walk(tree):
        if isinstance(node, kinds):
            assert isinstance(node, ast.expr | ast.stmt)
            assert node.end_lineno is not None
            assert node.end_col_offset is not None
            yield Span(
                node.lineno,
                column(node.lineno, node.col_offset),
                node.end_lineno,
                column(node.end_lineno, node.end_col_offset),
            )
