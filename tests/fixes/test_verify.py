from __future__ import annotations

import codecs

import pytest

from replaytag.fixes.verify import parses


@pytest.mark.parametrize(
    ("path", "data", "answer"),
    [
        ("a.py", b"x = 1\n", True),
        ("a.py", codecs.BOM_UTF8 + b"x = 1", True),
        ("a.py", b"# coding: latin-1\nx = '\xff'\n", True),
        ("a.py", b"type A[T] = list[T]\n", True),
        ("a.py", b"", True),
        ("a.py", b"x = \n", False),
        ("a.pyi", b"x = \n", False),
        ("a.py", b"print 'x'\n", False),
        ("a.py", b"x = '\xff'\n", False),
        ("a.toml", b"[x", True),
    ],
)
def test_parses(path: str, data: bytes, answer: bool) -> None:
    assert parses(path, data) is answer
