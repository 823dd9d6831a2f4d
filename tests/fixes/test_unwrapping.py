"""Unwrapping ``with`` statements of any file keeps its meaning but for them."""

from __future__ import annotations

import ast
import re

import pytest

from replaytag.actions import Unwrap
from replaytag.fixes.text import Text
from tests.fixes.cases import PATH, change

BLOCK = '''\
def tag(request):
    if request:
        with configure_scope():
            token = request.get(
              "a",
    # far left
            )

            text = """
            kept
              """
            for part in token:
                yield part  # each
        return text
'''


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("indent", ["    ", "\t", " "])
@pytest.mark.parametrize("end", ["\n", ""])
def test_any_layout(newline: str, indent: str, end: str) -> None:
    before = re.sub(r"^(?: {4})+", lambda found: indent * (len(found[0]) // 4), BLOCK, flags=re.M)
    before = (before.rstrip("\n") + end).replace("\n", newline)
    start = before.index("with")
    stop = before.index("yield part") + len("yield part")

    after = change(before.encode(), [Unwrap(PATH, Text(before).span(start, stop), 0)]).decode()

    expected = ast.parse(before)
    block = expected.body[0].body[0]  # type: ignore[attr-defined]
    block.body[:1] = block.body[0].body
    assert ast.dump(ast.parse(after)) == ast.dump(expected)
    assert re.findall(r"#[^\r\n]*", after) == re.findall(r"#[^\r\n]*", before)
    assert set(re.findall(r"\r\n|\r|\n", after)) == {newline}
    assert after.endswith(newline) is bool(end)
