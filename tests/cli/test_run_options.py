"""Options that say what a run may do and tell: ``--jobs``, ``--quiet``, ``--verbose``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.app import NEWER, TAGGED, UNTAGGED, project, run


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project(tmp_path / "shop", app=UNTAGGED))
    return Path.cwd()


@pytest.mark.parametrize("command", ["check", "handlers", "tags"])
def test_jobs(shop: Path, command: str) -> None:
    refused = run(command, "--jobs", "0")

    assert refused.exit_code == 2
    assert "Invalid value for '--jobs': 0 is not in the range x>=1." in refused.stderr
    assert run(command, "--jobs", "1").stdout == run(command, "--jobs", "2").stdout != ""


@pytest.mark.parametrize("command", ["check", "handlers", "tags"])
def test_verbose_tells_beside_the_output(shop: Path, command: str) -> None:
    told, plain = run(command, "--verbose"), run(command)

    assert told.stdout == plain.stdout
    assert plain.stderr == (NEWER if command == "check" else "")
    assert "time: parse: " in told.stderr
    assert told.stderr.endswith("files: 2 listed, 2 read, 1 parsed, 0 cached\n")


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("concise", "app.py:5:7: RT301"),
        ("full", "error[RT301]"),
        ("json", '"code": "RT301"'),
    ],
)
def test_quiet_prints_what_was_found_alone(shop: Path, form: str, shown: str) -> None:
    found = run("check", "--quiet", "--output-format", form)
    (shop / "app.py").write_text(TAGGED)
    clean = run("check", "--quiet", "--output-format", form)

    assert found.exit_code == 1
    assert shown in found.stdout
    assert "Found" not in found.stdout
    assert found.stderr == ""
    assert (clean.exit_code, clean.stdout.strip(), clean.stderr) == (
        0,
        "[]" if form == "json" else "",
        "",
    )


def test_quiet_leaves_notes_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project(tmp_path / "shop", app="import flask\n"))

    assert "note: nothing here uses Sentry" in run("check").stderr
    assert run("check", "--quiet").output == ""
