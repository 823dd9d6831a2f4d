"""Which fixes go together: each is written as its edits, ``"line:column-line:column text"``."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from replaytag.diagnostics import Applicability, Diagnostic, Edit, Fix, Related, Severity
from replaytag.fixes.plan import edits_by_path, plan
from replaytag.source import Place, Span

IMPORT = "1:1-1:1 import sentry_sdk"


def edit(text: str) -> Edit:
    path, numbers, content = re.fullmatch(r"(?:(\S+\.py) )?(\S+) (.*)", text, re.S).groups()  # type: ignore[union-attr]
    line, column, end_line, end_column = map(int, re.findall(r"\d+", numbers))
    return Edit(path or "a.py", Span(line, column, end_line, end_column), content)


def diagnostic(
    line: int, edits: list[str], applicability: Applicability = Applicability.SAFE
) -> Diagnostic:
    """A diagnostic in a line, which is also its name in the expectations."""
    fix = Fix(applicability, "mend it", tuple(edit(text) for text in edits))
    place = Place("a.py", Span(line, 1, line, 2))
    return Diagnostic("RT101", "name", Severity.ERROR, "message", place, fix=fix)


def lines(diagnostics: tuple[Diagnostic, ...]) -> list[int]:
    return [one.place.span.line for one in diagnostics]


@pytest.mark.parametrize(
    ("fixes", "chosen", "postponed"),
    [
        pytest.param([["1:1-1:2 x"], ["1:3-1:4 y"]], [1, 2], [], id="apart"),
        pytest.param([["1:1-1:3 x"], ["1:2-1:4 y"]], [1], [2], id="overlapping"),
        pytest.param([["1:1-1:3 x"], ["1:3-1:4 y"]], [1], [2], id="touching"),
        pytest.param([["1:3-1:4 x"], ["1:1-1:3 y"]], [1], [2], id="touching, the other way"),
        pytest.param([["1:1-9:9 x"], ["2:1-2:2 y"]], [1], [2], id="one inside the other"),
        pytest.param([["1:1-1:1 x"], ["1:1-1:1 y"]], [1], [2], id="two insertions at a place"),
        pytest.param([["1:1-1:2 x"], ["b.py 1:1-1:2 y"]], [1, 2], [], id="in two files"),
        pytest.param(
            [[IMPORT, "3:1-3:2 x"], [IMPORT, "5:1-5:2 y"]], [1, 2], [], id="an edit shared"
        ),
        pytest.param([[IMPORT], [IMPORT]], [1, 2], [], id="the same fix"),
        pytest.param(
            [[IMPORT, "3:1-3:2 x"], [IMPORT, "3:1-3:3 y"], ["5:1-5:1 z"]],
            [1, 3],
            [2],
            id="an edit shared, another in the way",
        ),
        pytest.param(
            [["1:1-1:2 x", "b.py 1:1-1:2 x"], ["b.py 1:1-1:2 y"], ["b.py 1:2-1:2 z"]],
            [1],
            [2, 3],
            id="in the way in the second file",
        ),
        pytest.param(
            [["1:1-1:1 \nclass A:\n    pass\n"], ["9:1-9:1 \nclass A:\n    x = 1\n"]],
            [1],
            [2],
            id="the same name defined twice",
        ),
        pytest.param(
            [["1:1-1:1 \n    def a():\n"], ["9:1-9:1 \n    def a():\n"]],
            [1, 2],
            [],
            id="the same name in two functions",
        ),
    ],
)
def test_plan(fixes: list[list[str]], chosen: list[int], postponed: list[int]) -> None:
    diagnostics = [diagnostic(number, edits) for number, edits in enumerate(fixes, 1)]
    now, later = plan(reversed(diagnostics), unsafe=False)
    assert (lines(now), lines(later)) == (chosen, postponed)


@pytest.mark.parametrize(("unsafe", "chosen"), [(False, [1]), (True, [1, 2])])
def test_applicability(unsafe: bool, chosen: list[int]) -> None:
    diagnostics = [
        diagnostic(1, ["1:1-1:2 x"]),
        diagnostic(2, ["2:1-2:2 x"], Applicability.UNSAFE),
        diagnostic(3, ["3:1-3:2 x"], Applicability.DISPLAY),
        diagnostic(4, []),
        Diagnostic("RT101", "name", Severity.ERROR, "no fix", Place("a.py", Span.point(5, 1))),
    ]
    now, later = plan(diagnostics, unsafe)
    assert (lines(now), lines(later)) == (chosen, [])


def test_edits_by_path() -> None:
    fixes = [
        Fix(Applicability.SAFE, "", (edit(IMPORT), edit("9:1-9:1 x"), edit("b.py 1:1-1:1 x"))),
        Fix(Applicability.SAFE, "", (edit("5:1-5:1 y"), edit(IMPORT))),
    ]
    assert edits_by_path(fixes) == {
        "a.py": (edit(IMPORT), edit("5:1-5:1 y"), edit("9:1-9:1 x")),
        "b.py": (edit("b.py 1:1-1:1 x"),),
    }


def test_what_points_to_a_place_that_is_mended_waits() -> None:
    """An app without a tagger, and the call that would tag it if it came in time."""
    cause = diagnostic(5, ["5:1-5:2 x"])
    effect = replace(diagnostic(1, ["1:1-1:1 y"]), related=(Related(cause.place, "too late"),))
    other = diagnostic(9, ["9:1-9:2 z"])

    chosen, postponed = plan([effect, cause, other], unsafe=False)

    assert (lines(chosen), lines(postponed)) == ([5, 9], [1])


def test_only_what_may_be_applied_is_waited_for() -> None:
    cause = diagnostic(5, ["5:1-5:2 x"], Applicability.UNSAFE)
    effect = replace(diagnostic(1, ["1:1-1:1 y"]), related=(Related(cause.place, "too late"),))

    assert lines(plan([effect, cause], unsafe=False)[0]) == [1]
    assert lines(plan([effect, cause], unsafe=True)[0]) == [5]


def test_of_two_that_point_to_each_other_one_is_mended() -> None:
    one, two = diagnostic(1, ["1:1-1:2 x"]), diagnostic(5, ["5:1-5:2 y"])
    one = replace(one, related=(Related(two.place, "see there"),))
    two = replace(two, related=(Related(one.place, "see there"),))

    chosen, postponed = plan([one, two], unsafe=False)

    assert (lines(chosen), lines(postponed)) == ([1], [5])
