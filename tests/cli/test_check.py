"""``replaytag check``: what it prints where, what it changes, and how it exits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.app import MISSPELT, NEWER, SPELT, TAGGED, UNTAGGED, project, run

BROKEN = 'import sentry_sdk\nfrom flask import Flask\nprint "x"\n'


@pytest.fixture(autouse=True)
def _in_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("source", "arguments", "code"),
    [
        (TAGGED, [], 0),
        (UNTAGGED, [], 1),
        (MISSPELT, [], 1),
        (BROKEN, [], 1),
        (UNTAGGED, ["--exit-zero"], 0),
        (UNTAGGED, ["--select", "RT1"], 0),
        (UNTAGGED, ["--select", "RT1,RT3"], 1),
        (UNTAGGED, ["--select", "RT1", "--select", "RT3"], 1),
        (UNTAGGED, ["--ignore", "RT3"], 0),
        (UNTAGGED, ["--exclude", "app.py"], 0),
        (UNTAGGED, ["--output-format", "json"], 1),
        (UNTAGGED, ["--fix"], 0),
        (BROKEN, ["--fix"], 1),
        (TAGGED, ["--fix"], 0),
        (TAGGED, ["--diff"], 0),
        (UNTAGGED, ["--diff"], 1),
        (UNTAGGED, ["--diff", "--exit-zero"], 0),
        (BROKEN, ["--diff"], 0),
        (UNTAGGED, ["gone.py"], 2),
        (UNTAGGED, ["--select", "X"], 2),
        (UNTAGGED, ["--output-format", "xml"], 2),
        (UNTAGGED, ["--diff", "--output-format", "json"], 2),
        (UNTAGGED, ["--nonsense"], 2),
        (UNTAGGED, ["--exit-zero", "gone.py"], 2),
    ],
)
def test_exit_code(source: str, arguments: list[str], code: int, tmp_path: Path) -> None:
    project(tmp_path, app=source)

    assert run("check", *arguments).exit_code == code


def test_clean(tmp_path: Path) -> None:
    project(tmp_path, app=TAGGED)

    result = run("check")

    assert (result.stdout, result.stderr) == ("All checks passed!\n", NEWER)


@pytest.mark.parametrize(
    ("source", "table", "arguments", "said"),
    [
        (TAGGED, "", [], NEWER),
        (UNTAGGED, "", [], NEWER),
        (UNTAGGED, "", ["--fix"], NEWER),
        (TAGGED, "", ["--quiet"], ""),
        (TAGGED, 'contract = "token"', [], ""),
        (TAGGED, 'contract = "session-id"', [], ""),
        (TAGGED, 'tag = "openReplaySessionToken"', [], ""),
        (TAGGED, "", ["--contract", "token"], ""),
        (TAGGED, "", ["--contract", "both"], ""),
        # nothing is to be tagged here
        (TAGGED.replace("sentry_sdk", "acme"), "", [], "note: nothing here uses Sentry"),
        ("x = 1\n", "", [], "note: nothing here uses Sentry"),
    ],
)
def test_a_newer_contract_is_told_of_once(
    source: str, table: str, arguments: list[str], said: str, tmp_path: Path
) -> None:
    project(tmp_path, app=source)
    (tmp_path / "pyproject.toml").write_text(f"[tool.replaytag]\n{table}\n")

    for _ in range(2):  # the second time it is known from the cache
        stderr = run("check", *arguments).stderr
        assert stderr.startswith(said)
        assert stderr == "" or said
        assert stderr.count("OpenReplay 1.21") == (said == NEWER)


@pytest.mark.parametrize(
    ("contract", "coverage"),
    [("token", "covered"), ("session-id", "uncovered"), ("both", "uncovered")],
)
def test_handlers_by_another_contract(contract: str, coverage: str, tmp_path: Path) -> None:
    project(tmp_path, app=TAGGED)

    listed = run("handlers", "--contract", contract, "--output-format", "json").stdout

    assert [row["coverage"] for row in json.loads(listed)] == [coverage]


def test_one_fix_converts_a_project(tmp_path: Path) -> None:
    project(tmp_path, app=TAGGED)

    result = run("check", "--contract", "session-id", "--fix")

    assert result.stdout == "Found 1 problem (1 fixed, 0 remaining).\n"
    assert (tmp_path / "app.py").read_text() == TAGGED.replace(
        '        sentry_sdk.set_tag("openReplaySessionToken", token)\n',
        '        head = token.split(".")[0]\n'
        "        if head != token and len(head) < 14 and head.isascii() and head.isalnum():\n"
        '            sentry_sdk.set_tag("openReplaySession.id", str(int(head, 36)))\n',
    )


NO_PLACE = UNTAGGED.replace("Flask(__name__)", "Flask(__name__); limit = 9")


def test_whether_a_fix_can_be_written_is_found_out_where_it_is_wanted(tmp_path: Path) -> None:
    project(tmp_path, app=NO_PLACE)
    promised = run("check")

    assert "fix: [*] Tag every request in a `before_request` hook\n" in promised.stdout
    for arguments in (["--fix"], ["--fix", "--no-cache"]):
        kept = run("check", *arguments)
        assert "not written for you: app.py: the statement shares its line" in kept.stdout
        assert "  | @app.before_request\n" in kept.stdout
        assert kept.stdout.endswith("Found 1 problem.\n")
    assert (tmp_path / "app.py").read_text() == NO_PLACE
    assert json.loads(run("check", "--output-format", "json").stdout)[0]["fix"] is None
    assert run("check").stdout == run("check", "--no-cache").stdout == promised.stdout


def test_full_is_the_default(tmp_path: Path) -> None:
    project(tmp_path, names=MISSPELT)

    result = run("check")

    assert result.stdout.startswith("error[RT101] misspelled-tag-name: ")
    assert '3 | sentry_sdk.set_tag("openreplaySessionToken", "x")\n' in result.stdout
    assert result.stdout.endswith("Found 1 problem.\n[*] 1 fixable with the `--fix` option.\n")
    assert run("check", "--output-format", "full").stdout == result.stdout


def test_concise(tmp_path: Path) -> None:
    project(tmp_path, names=MISSPELT)

    first, *rest = run("check", "--output-format", "concise").stdout.splitlines()

    assert first.startswith("names.py:3:20: RT101 [*] The Sentry tag 'openreplaySessionToken' ")
    assert rest == ["Found 1 problem.", "[*] 1 fixable with the `--fix` option."]


@pytest.mark.parametrize("source", [TAGGED, UNTAGGED, MISSPELT, BROKEN, ""])
@pytest.mark.parametrize("arguments", [[], ["--fix"], ["--exit-zero"], ["--color", "always"]])
def test_json_is_all_that_goes_to_the_standard_output(
    source: str, arguments: list[str], tmp_path: Path
) -> None:
    project(tmp_path, app=source)

    result = run("check", "--output-format", "json", *arguments)

    found = json.loads(result.stdout)
    assert [one["filename"] for one in found] == ["app.py"] * len(found)
    assert (result.exit_code == 1) is (bool(found) and "--exit-zero" not in arguments)


def test_fix_writes(tmp_path: Path) -> None:
    job = "import sentry_sdk\n\n\ndef note(value):\n    sentry_sdk.set_tag({!r}, value)\n"
    project(tmp_path, app=UNTAGGED, job=job.format("openreplaySessionToken"))

    result = run("check", "--fix")

    assert result.stdout == "Found 2 problems (2 fixed, 0 remaining).\n"
    assert (tmp_path / "app.py").read_text() == TAGGED
    assert (tmp_path / "job.py").read_text() == job.format("openReplaySessionToken")


def test_fix_reports_what_is_left(tmp_path: Path) -> None:
    project(tmp_path, old=BROKEN, names=MISSPELT)

    first, *rest = run("check", "--fix", "--output-format", "concise").stdout.splitlines()

    assert first.startswith("old.py:")
    assert rest == ["Found 2 problems (1 fixed, 1 remaining)."]


def test_diff_writes_nothing(tmp_path: Path) -> None:
    source = 'from sentry_sdk import set_tag\nset_tag("openreplaySessionToken", "x")\n'
    project(tmp_path, names=source)

    result = run("check", "--diff", "--fix")

    assert (
        "\n" + result.stdout
        == """
--- names.py
+++ names.py
@@ -1,2 +1,2 @@
 from sentry_sdk import set_tag
-set_tag("openreplaySessionToken", "x")
+set_tag("openReplaySessionToken", "x")
"""
    )
    assert result.stderr == "Would fix 1 problem.\n"
    assert (tmp_path / "names.py").read_text() == source


def test_the_diff_of_nothing(tmp_path: Path) -> None:
    project(tmp_path, app=TAGGED)

    result = run("check", "--diff")

    assert (result.stdout, result.stderr) == ("", f"{NEWER}No fixes to show.\n")


def test_paths_filter_what_is_reported_and_fixed(tmp_path: Path) -> None:
    project(tmp_path, one=MISSPELT, two=MISSPELT)

    lines = run("check", "two.py", "--output-format", "concise").stdout.splitlines()
    fixed = run("check", "two.py", "--fix")

    assert [line.partition(":")[0] for line in lines[:-2]] == ["two.py"]
    assert fixed.stdout == "Found 1 problem (1 fixed, 0 remaining).\n"
    assert (tmp_path / "one.py").read_text() == MISSPELT
    assert (tmp_path / "two.py").read_text() == SPELT


def test_the_whole_project_is_analysed(tmp_path: Path) -> None:
    views = 'from flask import Blueprint\n\nshop = Blueprint("shop", __name__)\n\n\n@shop.get("/")\ndef index():\n    return ""\n'
    app = TAGGED.replace(
        "app = Flask(__name__)\n", "app = Flask(__name__)\napp.register_blueprint(shop)\n"
    )
    project(tmp_path, views=views, app=f"from views import shop\n{app}")

    assert run("check", "views.py").exit_code == 0


def test_paths_are_shown_from_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project(tmp_path / "one", names=MISSPELT)
    project(tmp_path / "two", names=MISSPELT)
    monkeypatch.chdir(tmp_path / "one")

    found = json.loads(run("check", ".", "../two", "--output-format", "json").stdout)

    assert [one["filename"] for one in found] == ["../two/names.py", "names.py"]


def test_the_configuration_counts(tmp_path: Path) -> None:
    project(tmp_path, names=MISSPELT)
    config = tmp_path / "pyproject.toml"

    config.write_text('[tool.replaytag]\ntag = "openreplaySessionToken"\n')
    assert run("check").exit_code == 0
    config.write_text('[tool.replaytag]\nignore = ["RT1"]\n')
    assert run("check").exit_code == 0
    config.write_text('[tool.replaytag]\nexclude = ["names.py"]\n')
    assert run("check").exit_code == 0
    config.write_text("[tool.replaytag]\n")
    assert run("check").exit_code == 1


def test_a_mistake_in_the_configuration(tmp_path: Path) -> None:
    project(tmp_path, names=MISSPELT)
    (tmp_path / "pyproject.toml").write_text("[tool.replaytag]\nheaders = 'X'\n")

    result = run("check")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == (
        f"replaytag: error: {tmp_path}/pyproject.toml:2: in [tool.replaytag]: "
        "unknown key `headers`; did you mean `header`?\n"
    )


def test_tests_are_judged_only_where_they_are_named(tmp_path: Path) -> None:
    project(tmp_path)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "app.py").write_text(UNTAGGED)

    assert run("check").exit_code == 0
    assert run("check", "tests").exit_code == 1
    assert run("check", "tests/app.py").exit_code == 1
    assert run("check", "--force-exclude", "tests/app.py").exit_code == 0


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    project(tmp_path, names=MISSPELT)
    (tmp_path / "names.py").chmod(0o444)

    result = run("check", "--fix")

    assert result.exit_code == 2
    assert result.stderr == "replaytag: error: names.py: is read-only\n"
    assert (tmp_path / "names.py").read_text() == MISSPELT


def test_notes_go_to_the_standard_error_stream(tmp_path: Path) -> None:
    project(
        tmp_path, app=UNTAGGED.replace("import sentry_sdk\n", "").replace("sentry_sdk.init()\n", "")
    )

    result = run("check")

    assert result.stdout == "All checks passed!\n"
    assert result.stderr.startswith("note: ")


@pytest.mark.parametrize("arguments", [[], ["docs"], ["notes.txt"], ["--exclude", "*"]])
def test_no_python_files(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "notes.txt").touch()

    result = run("check", *arguments)

    assert result.exit_code == 0
    assert result.stdout == "All checks passed!\n"
    assert result.stderr == "note: there are no Python files at the given paths\n"
