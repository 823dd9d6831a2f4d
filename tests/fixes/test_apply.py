from __future__ import annotations

import codecs
import subprocess
from typing import TYPE_CHECKING

import pytest

from replaytag.diagnostics import Edit
from replaytag.fixes.apply import apply_edits, unified_diff
from replaytag.fixes.errors import EditError
from replaytag.source import Span

if TYPE_CHECKING:
    from pathlib import Path


def edit(line: int, column: int, end_line: int, end_column: int, content: str) -> Edit:
    return Edit("a.py", Span(line, column, end_line, end_column), content)


@pytest.mark.parametrize(
    ("before", "edits", "after"),
    [
        (b"x = 1\n", [], b"x = 1\n"),
        (b"x = 1\n", [edit(1, 5, 1, 6, "2")], b"x = 2\n"),
        (b"x = 1\n", [edit(2, 1, 2, 1, "y\n")], b"x = 1\ny\n"),
        (b"x = 1", [edit(1, 6, 1, 6, "\ny")], b"x = 1\ny"),
        (b"a\r\nb\r\n", [edit(2, 1, 2, 1, "x\n"), edit(1, 1, 1, 2, "")], b"\r\nx\nb\r\n"),
        (b"a\nb\nc\n", [edit(1, 2, 2, 2, " ")], b"a \nc\n"),
        (b"", [edit(1, 1, 1, 1, "new\n")], b"new\n"),
        (codecs.BOM_UTF8 + b"x\n", [edit(1, 1, 1, 2, "y")], codecs.BOM_UTF8 + b"y\n"),
        ("'ü𝄞', x\n".encode(), [edit(1, 7, 1, 8, "ö")], "'ü𝄞', ö\n".encode()),
        (
            "# coding: cp1252\n'€', x\n".encode("cp1252"),
            [edit(2, 6, 2, 7, "ü")],
            "# coding: cp1252\n'€', ü\n".encode("cp1252"),
        ),
        ("'\u2028', x\x0c\nb".encode(), [edit(2, 1, 2, 2, "c")], "'\u2028', x\x0c\nc".encode()),
    ],
)
def test_apply_edits(before: bytes, edits: list[Edit], after: bytes) -> None:
    assert apply_edits(before, edits) == after


@pytest.mark.parametrize(
    ("before", "edits", "reason"),
    [
        (b"abc\n", [edit(1, 1, 1, 3, ""), edit(1, 2, 1, 4, "")], "edits touch in line 1"),
        (b"abc\n", [edit(1, 1, 1, 2, ""), edit(1, 2, 1, 3, "")], "edits touch in line 1"),
        (b"a\nb\n", [edit(2, 1, 2, 1, "x"), edit(2, 1, 2, 1, "y")], "edits touch in line 2"),
        (b"abc\n", [edit(1, 3, 1, 2, "")], "an edit ends before it starts"),
        (b"abc\n", [edit(3, 1, 3, 1, "")], "no line 3"),
        (b"abc\n", [edit(1, 7, 1, 7, "")], "no column 7 in line 1"),
        (b"# coding: ascii\n", [edit(2, 1, 2, 1, "ü")], "ascii cannot express 'ü'"),
        (b"\xff\n", [], "cannot be decoded"),
    ],
)
def test_edits_that_do_not_fit(before: bytes, edits: list[Edit], reason: str) -> None:
    with pytest.raises(EditError, match=reason):
        apply_edits(before, edits)


@pytest.mark.parametrize(
    ("before", "after", "diff"),
    [
        (b"a\nb\n", b"a\nc\n", "--- a.py\n+++ a.py\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"),
        (b"a\n", b"a\n", ""),
        (None, b"a\nb\n", "--- /dev/null\n+++ a.py\n@@ -0,0 +1,2 @@\n+a\n+b\n"),
        (b"", b"a\n", "--- a.py\n+++ a.py\n@@ -0,0 +1 @@\n+a\n"),
        (
            b"a",
            b"a\nb",
            "--- a.py\n+++ a.py\n@@ -1 +1,2 @@\n-a\n{0}\n+a\n+b\n{0}\n".format(
                "\\ No newline at end of file"
            ),
        ),
        (
            b"a\r\n\x0c\n",
            b"b\r\n\x0c\n",
            "--- a.py\n+++ a.py\n@@ -1,2 +1,2 @@\n-a\r\n+b\r\n \x0c\n",
        ),
        (
            "# coding: latin-1\n# ü\n".encode("latin-1"),
            "# coding: latin-1\n# ö\n".encode("latin-1"),
            "--- a.py\n+++ a.py\n@@ -1,2 +1,2 @@\n # coding: latin-1\n-# ü\n+# ö\n",
        ),
        (
            codecs.BOM_UTF8 + b"a\n",
            codecs.BOM_UTF8 + b"b\n",
            "--- a.py\n+++ a.py\n@@ -1 +1 @@\n-\ufeffa\n+\ufeffb\n",
        ),
        (b"\xff\n", b"\xfe\n", "--- a.py\n+++ a.py\n@@ -1 +1 @@\n-\udcff\n+\udcfe\n"),
    ],
)
def test_unified_diff(before: bytes | None, after: bytes, diff: str) -> None:
    assert unified_diff("a.py", before, after) == diff


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, b"new\nfile"),
        (b"a\r\nb\r\nc\r\nd\r\ne\r\nf", b"a\r\nx\r\nb\r\nc\r\nd\r\ne\r\nf\r\n"),
        (codecs.BOM_UTF8 + "ä\nb\n".encode(), codecs.BOM_UTF8 + "ä\nb\n\nc".encode()),
        (b"\xff\n", b"\xff\n\xfe\n"),
    ],
)
def test_git_applies_the_diff(tmp_path: Path, before: bytes | None, after: bytes) -> None:
    file = tmp_path / "pkg" / "a.py"
    file.parent.mkdir()
    if before is not None:
        file.write_bytes(before)
    diff = unified_diff("pkg/a.py", before, after).encode(errors="surrogateescape")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "apply", "-p0", "-"], cwd=tmp_path, input=diff, check=True)
    assert file.read_bytes() == after
