"""Fixes are applied pass after pass, and those that do not keep their promise are left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from replaytag.diagnostics import Applicability, Edit
from replaytag.linter.analysis import analyse
from replaytag.linter.fixing import fix
from replaytag.rules.base import Rule
from replaytag.source import Span
from replaytag.workspace import Workspace
from tests.linter.words import word_rule
from tests.trees import plant

UNSAFE = Applicability.UNSAFE
NEW = Edit("new.py", Span.point(1, 1), "x = 1\n", creates=True)

HOOKED = """\
import sentry_sdk
from flask import Flask, request

app = Flask(__name__)


@app.before_request
def tag():
    if token := request.headers.get("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)


@app.get("/")
def index():
    return ""
"""


@dataclass(frozen=True)
class Case:
    """Files, the rules that are run on them, and what is left, with the notices of refusals."""

    rules: list[Rule]
    before: dict[str, str]
    after: dict[str, str]
    mended: int
    notices: list[str] = field(default_factory=list)
    unsafe: bool = False


CASES = {
    "one": Case(
        [word_rule("RT001", "bad", "good")],
        {"a.py": "bad\n", "b.py": "fine\n"},
        {"a.py": "good\n", "b.py": "fine\n"},
        1,
    ),
    "several files": Case(
        [word_rule("RT001", "bad", "good"), word_rule("RT002", "worse", "better")],
        {"a.py": "bad, worse\nbad\n", "b.py": "worse\n"},
        {"a.py": "good, better\ngood\n", "b.py": "better\n"},
        4,
    ),
    "fixes that touch take a pass each": Case(
        [word_rule("RT001", "a=", "b="), word_rule("RT002", "1", "2")],
        {"a.py": "a=1\n"},
        {"a.py": "b=2\n"},
        2,
    ),
    "a fix makes way for the next": Case(
        [word_rule("RT001", "bad", "good"), word_rule("RT002", "fine", "best", unless="bad")],
        {"a.py": "bad\n\nfine\n"},
        {"a.py": "good\n\nbest\n"},
        2,
    ),
    "unsafe fixes wait to be asked for": Case(
        [word_rule("RT001", "bad", "good", applicability=UNSAFE)],
        {"a.py": "bad\n"},
        {"a.py": "bad\n"},
        0,
    ),
    "unsafe fixes that were asked for": Case(
        [word_rule("RT001", "bad", "good", applicability=UNSAFE)],
        {"a.py": "bad\n"},
        {"a.py": "good\n"},
        1,
        unsafe=True,
    ),
    "fixes to look at are never applied": Case(
        [word_rule("RT001", "bad", "good", applicability=Applicability.DISPLAY)],
        {"a.py": "bad\n"},
        {"a.py": "bad\n"},
        0,
        unsafe=True,
    ),
    "no Python any more": Case(
        [word_rule("RT001", "bad", "(")],
        {"a.py": "bad\n"},
        {"a.py": "bad\n"},
        0,
        ["a.py:1: RT001 was not fixed: a.py would not be valid Python any more"],
    ),
    "not mended": Case(
        [word_rule("RT001", "bad", "(bad)")],
        {"a.py": "bad\n"},
        {"a.py": "bad\n"},
        0,
        ["a.py:1: RT001 was not fixed: RT001 is still reported after it"],
    ),
    "wrong in another way": Case(
        [word_rule("RT001", "bad", "worse"), word_rule("RT002", "worse", "bad")],
        {"a.py": "bad\n"},
        {"a.py": "bad\n"},
        0,
        ["a.py:1: RT001 was not fixed: it leads to RT002 in line 1 of a.py"],
    ),
    "something comes to light elsewhere": Case(
        [word_rule("RT001", "bad", "good"), word_rule("RT002", "worse", "(", unless="bad")],
        {"a.py": "bad\n\nworse\n"},
        {"a.py": "good\n\nworse\n"},
        1,
        ["a.py:3: RT002 was not fixed: a.py would not be valid Python any more"],
    ),
    "one of many is at fault": Case(
        [word_rule("RT001", "bad", "good"), word_rule("RT002", "worse", "(")],
        {"a.py": "bad\nbad\nworse\nbad\n", "b.py": "bad\n"},
        {"a.py": "good\ngood\nworse\ngood\n", "b.py": "good\n"},
        4,
        ["a.py:3: RT002 was not fixed: a.py would not be valid Python any more"],
    ),
    "a new file": Case(
        [word_rule("RT001", "bad", "good", also=(NEW,))],
        {"a.py": "bad\n"},
        {"a.py": "good\n", "new.py": "x = 1\n"},
        1,
    ),
    "a new file that is there already": Case(
        [word_rule("RT001", "bad", "good", also=(NEW,))],
        {"a.py": "bad\n", "new.py": "mine\n"},
        {"a.py": "bad\n", "new.py": "mine\n"},
        0,
        ["a.py:1: RT001 was not fixed: new.py exists already"],
    ),
    "outside of the file": Case(
        [word_rule("RT001", "bad", "good", also=(Edit("a.py", Span.point(9, 1), "x"),))],
        {"a.py": "bad\n"},
        {"a.py": "bad\n"},
        0,
        ["a.py:1: RT001 was not fixed: a.py: no line 9"],
    ),
    "a handler would lose its tagger": Case(
        [word_rule("RT001", "before_request", "after_request")],
        {"app.py": HOOKED},
        {"app.py": HOOKED},
        0,
        ["app.py:7: RT001 was not fixed: the handler index in app.py would no longer be covered"],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_fix(case: Case, tmp_path: Path) -> None:
    workspace = Workspace(plant(tmp_path, case.before), case.before)

    fixed = fix(analyse(workspace, case.rules), case.rules, unsafe=case.unsafe)

    result = fixed.analysis.workspace
    assert {path: result.read(path).decode() for path in result.files} == case.after
    assert len(fixed.mended) == case.mended
    assert list(fixed.notices) == case.notices
    assert {path: (tmp_path / path).read_text() for path in case.before} == case.before


def test_only_what_is_reported_is_fixed(tmp_path: Path) -> None:
    rule = word_rule("RT001", "bad", "good")
    workspace = Workspace(plant(tmp_path, {"a.py": "bad\n", "b.py": "bad\n"}), ["a.py", "b.py"])
    workspace.scope = type(workspace.scope)(named=("b.py",))

    fixed = fix(analyse(workspace, [rule]), [rule])

    assert fixed.analysis.workspace.changes == {"b.py": b"good\n"}
