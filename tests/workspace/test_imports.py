"""What a file imports, as its bytes tell it: more than it does, but never less."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from replaytag.workspace.imports import Imported, imported_roots, imports_in
from tests.projects import TESTDATA

SOURCES = sorted(TESTDATA.rglob("*.py"))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import os", [Imported("os")]),
        ("import a.b as c, d", [Imported("a.b"), Imported("d")]),
        ("from a import b", [Imported("a", 0, ("b",))]),
        ("from a.b import c as d, e", [Imported("a.b", 0, ("c", "e"))]),
        ("from . import a", [Imported("", 1, ("a",))]),
        ("from ..a import *", [Imported("a", 2, ("*",))]),
        ("from .a import (\n    b,  # one ) and\n    c as d,\n)", [Imported("a", 1, ("b", "c"))]),
        ("from a import b, \\\n    c", [Imported("a", 0, ("b", "c"))]),
        ("from a import b  # import c", [Imported("a", 0, ("b",))]),
        ("x = 1; import a", [Imported("a")]),
        ("if x: import a", [Imported("a")]),
        ("def f():\n    from a import b", [Imported("a", 0, ("b",))]),
        ("from a import b\r\nimport c\r", [Imported("a", 0, ("b",)), Imported("c")]),
        ("from ümlaut import b", [Imported("ümlaut", 0, ("b",))]),
        ("important = 1\nimported(a)\nfrom_a(b)", []),
    ],
)
def test_statements(source: str, expected: list[Imported]) -> None:
    assert list(imports_in(source.encode())) == expected


@pytest.mark.parametrize(
    ("source", "roots"),
    [
        (b"import a.b, c as d,e", {b"a", b"c", b"e"}),
        (b"x = 1\n\tfrom a.b import c", {b"a"}),
        (b"import a\rimport b\r\nimport c", {b"a", b"b", b"c"}),
        (b"from . import a\nfrom .b import c", set()),
        (b"# import a", set()),
    ],
)
def test_roots(source: bytes, roots: set[bytes]) -> None:
    assert imported_roots(source) == roots


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(TESTDATA).as_posix())
def test_none_is_missed_in_the_samples(path: Path) -> None:
    data = path.read_bytes()
    try:
        tree = ast.parse(data)
    except SyntaxError:
        pytest.skip("not Python for this interpreter")
    real = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            real |= {Imported(alias.name) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names = tuple(alias.name for alias in node.names)
            real.add(Imported(node.module or "", node.level, names))

    assert real <= set(imports_in(data))
    roots = {one.module.partition(".")[0].encode() for one in real if not one.level}
    assert roots <= imported_roots(data)
