"""What each action does to a file, by the cases in ``cases/*.md``."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import libcst as cst
import pytest

from replaytag.fixes.build import CannotEdit
from tests.fixes import cases

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fixes.cases import Case

ALL = cases.load()
CHANGING = [case for case in ALL if case.after is not None]
REFUSED = [case for case in ALL if case.after is None]

FORMAT_CHANGES = {
    # What is written on one line stays on one line.
    "elements: one line that gets long",
}


def by_name(case: Case) -> str:
    return case.name


@pytest.mark.parametrize("case", CHANGING, ids=by_name)
def test_file_after(case: Case) -> None:
    assert case.result() == case.after
    cst.parse_module(case.result())


@pytest.mark.parametrize("case", REFUSED, ids=by_name)
def test_refused(case: Case) -> None:
    with pytest.raises(CannotEdit, match=f"^app.py: {re.escape(case.reason)}") as caught:
        case.result()
    assert str(caught.value) == caught.value.reason


def test_sorted_imports_stay_sorted(tmp_path: Path) -> None:
    chosen = [case for case in CHANGING if "add_import" in case.do]
    config = f"lint.isort.known-first-party=['{cases.FIRST_PARTY}']"
    command = ["check", "--select=I", "--config", config, "--output-format=concise"]
    assert _disturbed(tmp_path, chosen, command) == set()
    assert len(list(tmp_path.glob("before/*.py"))) > 30


def test_formatted_code_stays_formatted(tmp_path: Path) -> None:
    command = ["format", "--check", "--config", "format.quote-style='preserve'"]
    assert _disturbed(tmp_path, CHANGING, command) == FORMAT_CHANGES
    assert len(list(tmp_path.glob("before/*.py"))) > 60


def _disturbed(folder: Path, chosen: list[Case], command: list[str]) -> set[str]:
    """The cases that ruff has nothing to say about before, but has after the change.

    The other cases' files are taken away.
    """
    pytest.importorskip("ruff")
    for number, case in enumerate(chosen):
        for state, text in (("before", case.before), ("after", case.result())):
            path = folder / state / f"case_{number:03}.py"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for number in _complaints(folder / "before", command):
        (folder / "before" / f"case_{number:03}.py").unlink()
        (folder / "after" / f"case_{number:03}.py").unlink()
    return {chosen[number].name for number in _complaints(folder / "after", command)}


def _complaints(folder: Path, command: list[str]) -> set[int]:
    ruff = [sys.executable, "-m", "ruff", *command, "--isolated", "--no-cache", str(folder)]
    done = subprocess.run(ruff, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return {int(number) for number in re.findall(r"case_(\d+)\.py", done.stdout)}
