"""The other commands, and what all of them have in common."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from replaytag import __version__
from replaytag.rules.registry import load_rules
from tests.cli.app import MISSPELT, NEWER, TAGGED, UNTAGGED, project, run

CODES = [rule.code for rule in load_rules()]


@pytest.fixture(autouse=True)
def _in_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_version() -> None:
    result = run("--version")

    assert (result.exit_code, result.stdout) == (0, f"replaytag {__version__}\n")


def test_help_names_the_commands() -> None:
    text = run("--help").stdout

    assert all(f"\n  {name} " in text for name in ("check", "handlers", "rule", "tags"))


def test_handlers(tmp_path: Path) -> None:
    project(tmp_path, app=TAGGED, other=UNTAGGED)

    text = run("handlers")
    rows = json.loads(run("handlers", "--output-format", "json").stdout)

    assert text.exit_code == 0
    assert text.stdout.endswith("2 handlers: 1 covered, 1 uncovered, 0 unknown.\n")
    assert [(row["path"], row["line"], row["name"], row["coverage"]) for row in rows] == [
        ("app.py", 17, "index", "covered"),
        ("other.py", 9, "index", "uncovered"),
    ]
    assert rows[0]["routes"] == ["/"]
    assert rows[0]["framework"] == "flask"


def test_handlers_of_some_paths(tmp_path: Path) -> None:
    project(tmp_path, app=TAGGED, other=UNTAGGED)

    rows = json.loads(run("handlers", "other.py", "--output-format", "json").stdout)

    assert [row["path"] for row in rows] == ["other.py"]


def test_no_handlers(tmp_path: Path) -> None:
    project(tmp_path)

    assert run("handlers").stdout == "0 handlers: 0 covered, 0 uncovered, 0 unknown.\n"
    assert run("handlers", "--output-format", "json").stdout == "[]\n"


def test_tags(tmp_path: Path) -> None:
    project(tmp_path, names=MISSPELT)

    text = run("tags")
    (row,) = json.loads(run("tags", "--output-format", "json").stdout)

    assert text.exit_code == 0
    assert text.stdout.startswith("names.py:3:")
    assert text.stdout.endswith("1 tag call.\n")
    assert (row["path"], row["line"], row["tags"]) == ("names.py", 3, ["openreplaySessionToken"])


@pytest.mark.parametrize("command", ["handlers", "tags"])
def test_inventories_of_what_is_not_there(command: str) -> None:
    result = run(command, "gone.py")

    assert result.exit_code == 2
    assert result.stderr == "replaytag: error: no such file or directory: gone.py\n"


@pytest.mark.parametrize("code", CODES)
def test_rule(code: str) -> None:
    text = run("rule", code).stdout
    (found,) = json.loads(run("rule", code, "--output-format", "json").stdout)

    assert text.startswith(f"# {found['name']} ({code})\n\n{found['summary']}\n")
    assert "\n## What it does\n" in text
    assert found["code"] == code
    assert found["documentation"].startswith("## What it does\n\n")
    assert run("rule", found["name"]).stdout == text


def test_all_rules() -> None:
    text = run("rule", "--all").stdout
    found = json.loads(run("rule", "--all", "--output-format", "json").stdout)

    assert [rule["code"] for rule in found] == CODES
    assert all(f"({code})\n" in text for code in CODES)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["rule"], "Give the code of a rule, or --all."),
        (["rule", "RT101", "--all"], "Give the code of a rule, or --all."),
        (["rule", "rt101"], "No rule has the code rt101. Did you mean RT101?"),
        (["rule", "E501"], f"No rule has the code E501. There are {', '.join(CODES)}."),
    ],
)
def test_rules_that_are_not_there(arguments: list[str], message: str) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert message in result.stderr


def test_a_fault_in_replaytag_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project(tmp_path, app=TAGGED.replace("openReplaySessionToken", "openreplaySessionToken"))

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr("replaytag.project.link", fail)

    for command in ("check", "handlers", "tags"):
        result = run(command)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert result.stderr == (
            "replaytag: error: internal error: RuntimeError: two lines at test_commands.py:"
            f"{fail.__code__.co_firstlineno + 1}. This is a bug in replaytag {__version__}: please report it with what "
            "REPLAYTAG_TRACEBACK=1 prints\n"
        )
        assert run(command, "--help").exit_code == 0


def test_the_traceback_is_there_for_those_who_ask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project(tmp_path, app=TAGGED)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("replaytag.project.link", fail)
    monkeypatch.setenv("REPLAYTAG_TRACEBACK", "1")

    result = run("handlers")

    assert result.exit_code == 2
    assert "Traceback (most recent call last):" in result.stderr


def test_as_a_process(tmp_path: Path) -> None:
    """The console script's function, a pipe that is closed, and a terminal without Unicode."""
    source = UNTAGGED.replace("hello", "日本")
    project(tmp_path, **{f"app{number}": source for number in range(30)})
    script = "from replaytag.cli.program import run; run()"
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONIOENCODING": "ascii",
        "PYTHONUNBUFFERED": "1",
    }

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-c", script, *arguments],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    whole = start("check")
    output, errors = whole.communicate(timeout=60)
    assert whole.returncode == 1
    assert errors == NEWER.encode()
    assert b"Found 30 problems.\n" in output
    output.decode("ascii")

    cut = start("check")
    assert cut.stdout is not None
    assert cut.stderr is not None
    cut.stdout.close()
    assert cut.stderr.read() in (b"", NEWER.encode())
    cut.stderr.close()
    assert cut.wait(timeout=60) == 1
