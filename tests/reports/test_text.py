"""The text reports: the whole output for a set of diagnostics."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from replaytag.diagnostics import Applicability, Severity
from replaytag.reports import concise, full, summary
from replaytag.reports.finding import Finding
from replaytag.reports.style import Style, use_color
from tests.reports.examples import finding

PLAIN = Style()
SOURCE = """\
import sentry_sdk


def tag(token):
    sentry_sdk.set_tag(«"replay"», token)
    return token
"""


@pytest.fixture(autouse=True)
def _in_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_full_with_everything(tmp_path: Path) -> None:
    found = finding(
        tmp_path,
        SOURCE,
        others={
            "shop/names.py": 'TAG = «"replay"»\n',
            "shop/views.py": "@app.get\n«def index():\n    return 1»\n",
        },
        help="Write the contract's tag.",
        applicability=Applicability.SAFE,
        snippet="token = read()\nif token:\n    tag(token)\n",
    )

    assert (
        "\n" + full.render([found], PLAIN)
        == """
error[RT101] misspelled-tag-name: The tag `replay` is not the contract's
 --> shop/app.py:5:24
  |
4 | def tag(token):
5 |     sentry_sdk.set_tag("replay", token)
  |                        ^^^^^^^^
6 |     return token
  |
 ::: shop/names.py:1:7: related place 1
  |
1 | TAG = "replay"
  |       --------
  |
 ::: shop/views.py:2:1: related place 2
  |
2 | def index():
  | ------------
  |
help: Write the contract's tag.
fix: [*] Spell it right
write:
  | token = read()
  | if token:
  |     tag(token)

"""
    )


@pytest.mark.parametrize(
    ("help", "lines"),
    [
        ("Spell it right.", ["fix: [*] Spell it right"]),
        ("Spell it.", ["help: Spell it.", "fix: [*] Spell it right"]),
    ],
)
def test_what_the_fix_says_is_not_said_twice(help: str, lines: list[str], tmp_path: Path) -> None:
    found = finding(tmp_path, SOURCE, help=help, applicability=Applicability.SAFE)

    text = full.render([found], PLAIN)

    assert [line for line in text.split("\n") if line.startswith(("help", "fix"))] == lines


def test_full_names_what_there_is_no_room_for(tmp_path: Path) -> None:
    others = {f"shop/views.py#{number}": "«pass»" for number in range(10)}

    rendered = full.render([finding(tmp_path, SOURCE, others=others)], PLAIN)

    assert rendered.endswith("""
 ::: shop/views.py:1:1: related place 8
  |
1 | pass
  | ----
  |
  = shop/views.py:1:1: related place 9
  = shop/views.py:1:1: related place 10

""")


def test_full_of_a_file_as_a_whole_is_one_line(tmp_path: Path) -> None:
    found = finding(tmp_path, "«»print 'x'", severity=Severity.WARNING, message="Not Python 3")

    assert full.render([found, found], PLAIN) == (
        "shop/app.py:1:1: RT101 Not Python 3\n\nshop/app.py:1:1: RT101 Not Python 3\n\n"
    )


@pytest.mark.parametrize(
    ("applicability", "unsafe", "line", "mark"),
    [
        (Applicability.SAFE, False, "fix: [*] Spell it right", " [*]"),
        (Applicability.UNSAFE, True, "fix: [*] Spell it right", " [*]"),
        (Applicability.UNSAFE, False, "fix: (only with `--unsafe-fixes`) Spell it right", ""),
        (Applicability.DISPLAY, True, "fix: Spell it right", ""),
        (None, True, "", ""),
    ],
)
def test_the_mark_of_what_is_fixable(
    applicability: Applicability | None, unsafe: bool, line: str, mark: str, tmp_path: Path
) -> None:
    found = finding(tmp_path, SOURCE, applicability=applicability, unsafe=unsafe)

    assert [text for text in full.render([found], PLAIN).split("\n") if text.startswith("fix")] == (
        [line] if line else []
    )
    assert concise.render([found], PLAIN) == (
        f"shop/app.py:5:24: RT101{mark} The tag `replay` is not the contract's\n"
    )


def test_paths_are_relative_to_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = finding(tmp_path, SOURCE)
    (tmp_path / "docs").mkdir()

    for directory, filename in [("shop", "app.py"), ("docs", "../shop/app.py")]:
        monkeypatch.chdir(tmp_path / directory)
        assert found.filename == filename


def test_nothing_reaches_the_terminal_as_it_is(tmp_path: Path) -> None:
    found = finding(
        tmp_path,
        'x = «"\x1b[2J"»\n',
        path=os.fsdecode(b"caf\xe9\n\x1b[1m.py"),
        message="The tag `\x1b[2J\u202e\ud800` is not the contract's",
    )

    assert concise.render([found], PLAIN) == (
        "caf\\xe9\\n\\x1b[1m.py:1:5: RT101 The tag `\\x1b[2J\\u202e\\ud800` is not the contract's\n"
    )
    assert "\x1b" not in full.render([found], PLAIN)


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    found = finding(tmp_path, "# coding: latin-1\nx = '..', «'b'»\n")
    (tmp_path / "shop" / "app.py").write_bytes(b"# coding: latin-1\r\nx = '\xe9\xe8', 'b'\r\n")

    assert "2 | x = 'éè', 'b'\n  |           ^^^\n" in full.render([found], PLAIN)


def test_colours(tmp_path: Path) -> None:
    found = finding(tmp_path, "«tag»\n", applicability=Applicability.SAFE, message="m")

    assert full.render([found], Style(color=True)).replace("\x1b", "ESC") == (
        "ESC[31mESC[1merror[RT101]ESC[0m ESC[1mmisspelled-tag-name: mESC[0m\n"
        "ESC[34mESC[1m -->ESC[0m shop/app.py:1:1\n"
        "  ESC[34mESC[1m|ESC[0m\n"
        "ESC[34mESC[1m1ESC[0m ESC[34mESC[1m|ESC[0m tag\n"
        "  ESC[34mESC[1m|ESC[0m ESC[34mESC[1m^^^ESC[0m\n"
        "  ESC[34mESC[1m|ESC[0m\n"
        "ESC[1mfixESC[0m: ESC[36m[*] ESC[0mSpell it right\n\n"
    )


class _Stream:
    def __init__(self, terminal: bool) -> None:
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.mark.parametrize(
    ("choice", "terminal", "environment", "colored"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"TERM": "dumb"}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", False, {"FORCE_COLOR": "1"}, True),
        ("auto", True, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("always", False, {"NO_COLOR": "1"}, True),
        ("never", True, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_when_to_colour(
    choice: str, terminal: bool, environment: dict[str, str], colored: bool
) -> None:
    stream = _Stream(terminal)

    assert use_color(choice, stream, environment) is colored


@pytest.mark.parametrize(
    ("fixes", "unsafe", "mended", "expected"),
    [
        ("", False, 0, "All checks passed!\n"),
        ("", False, 1, "Found 1 problem (1 fixed, 0 remaining).\n"),
        ("n", False, 0, "Found 1 problem.\n"),
        ("nn", False, 3, "Found 5 problems (3 fixed, 2 remaining).\n"),
        ("s", False, 0, "Found 1 problem.\n[*] 1 fixable with the `--fix` option.\n"),
        ("ssn", False, 0, "Found 3 problems.\n[*] 2 fixable with the `--fix` option.\n"),
        ("su", False, 0, "Found 2 problems.\n[*] 1 fixable with the `--fix` option (1 more with `--unsafe-fixes`).\n"),
        ("su", True, 0, "Found 2 problems.\n[*] 2 fixable with the `--fix` option.\n"),
        ("u", False, 0, "Found 1 problem.\nNo fixes available (1 hidden fix can be enabled with the `--unsafe-fixes` option).\n"),
        ("uu", False, 0, "Found 2 problems.\nNo fixes available (2 hidden fixes can be enabled with the `--unsafe-fixes` option).\n"),
    ],
)  # fmt: skip
def test_summary(fixes: str, unsafe: bool, mended: int, expected: str, tmp_path: Path) -> None:
    kinds = {"n": None, "s": Applicability.SAFE, "u": Applicability.UNSAFE}
    findings: list[Finding] = [
        finding(tmp_path, SOURCE, applicability=kinds[kind], unsafe=unsafe) for kind in fixes
    ]

    assert summary.render(findings, mended=mended, style=PLAIN) == expected
