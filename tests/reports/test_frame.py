"""Source lines with a place underlined, as a terminal shows them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replaytag.reports.characters import width
from replaytag.reports.frame import MAX_WIDTH, frame
from replaytag.reports.style import Style
from replaytag.source import Span
from tests.reports.examples import marked

LONG = "x" * 150

CASES = {
    "a word": (
        "a = 1\n«tag» = 2\nb = 3",
        """
  |
2 | tag = 2
  | ^^^
  |
""",
    ),
    "indented": (
        "if a:\n    set_tag(«'b'», 1)",
        """
  |
2 |     set_tag('b', 1)
  |             ^^^
  |
""",
    ),
    "after a tab": (
        "if a:\n\tset_tag(\t«'b'», 1)",
        """
  |
2 |     set_tag(    'b', 1)
  |                 ^^^
  |
""",
    ),
    "after wide characters": (
        "x('日本', «'語'», 'é')",
        """
  |
1 | x('日本', '語', 'é')
  |           ^^^^
  |
""",
    ),
    "after a combining character": (
        "x('e\u0301', «'b'»)",
        """
  |
1 | x('e\u0301', 'b')
  |        ^^^
  |
""",
    ),
    "control characters": (
        "x('\x1b[31m\u202e', «'b'»)",
        """
  |
1 | x('\\x1b[31m\\u202e', 'b')
  |                     ^^^
  |
""",
    ),
    "several lines": (
        "app = «Flask(\n    __name__,\n)»",
        """
  |
1 | app = Flask(
  |       ^^^^^^
2 |     __name__,
  |     ^^^^^^^^^
3 | )
  | ^
  |
""",
    ),
    "many lines": (
        "«[\n" + "    1,\n" * 20 + "]»",
        """
  |
1 | [
  | ^
2 |     1,
  |     ^^
3 |     1,
  |     ^^
4 |     1,
  |     ^^
5 |     1,
  |     ^^
6 |     1,
  |     ^^
  |
""",
    ),
    "a number of two digits": (
        "\n" * 9 + "«tag»",
        """
   |
10 | tag
   | ^^^
   |
""",
    ),
    "the start of a long line": (
        f"«tag» = {LONG}",
        f"""
  |
1 | tag = {"x" * 114}...
  | ^^^
  |
""",
    ),
    "the end of a long line": (
        f"{LONG} = «tag»",
        f"""
  |
1 | ...{"x" * 17} = tag
  |    {" " * 20}^^^
  |
""",
    ),
    "all of a long line": (
        f"«{LONG}»",
        f"""
  |
1 | {"x" * 120}...
  | {"^" * 120}
  |
""",
    ),
    "nothing, at the end of a line": (
        "tag =«»",
        """
  |
1 | tag =
  |      ^
  |
""",
    ),
    "past the end of the file": ("\n\n«»", "\n  |\n3 |\n  | ^\n  |\n"),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=list(CASES))
def test_frame(text: str, expected: str) -> None:
    source, span = marked(text)

    assert _render(source, span) == expected


def test_context_and_gutter() -> None:
    source, span = marked("one\n\nthree\n«four»\n\n\nseven")

    rendered = "\n".join(frame(source.split("\n"), span, Style(), context=2, gutter=3))

    assert (
        f"\n{rendered}\n"
        == """
    |
  3 | three
  4 | four
    | ^^^^
    |
"""
    )


def test_a_place_outside_of_the_file_has_no_frame() -> None:
    _, span = marked("\n\n\n«tag»")

    assert list(frame(["one line"], span, Style())) == []


@given(
    st.lists(st.text(st.characters(exclude_characters="\r\n")), min_size=1, max_size=8),
    st.data(),
)
def test_any_place_in_any_text(lines: list[str], data: st.DataObject) -> None:
    def place() -> tuple[int, int]:
        line = data.draw(st.integers(1, len(lines)))
        return line, data.draw(st.integers(1, len(lines[line - 1]) + 1))

    start, end = sorted((place(), place()))

    rendered = list(frame(lines, Span(*start, *end), Style(), context=2))

    assert any("^" in line for line in rendered)
    assert all(line.isprintable() or width(line) for line in rendered)
    assert all(width(line) <= MAX_WIDTH + 14 for line in rendered)


def _render(source: str, span: Span) -> str:
    return "\n" + "".join(f"{line}\n" for line in frame(source.split("\n"), span, Style()))
