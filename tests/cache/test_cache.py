"""A second run: what it takes from the first, and that its answer is always the right one."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from replaytag.cache.digest import digest
from replaytag.linter import analysis
from tests.cache.shop import SHOP
from tests.cli.app import MISSPELT, TAGGED, run
from tests.trees import git, plant, repository

DIRECTORY = ".replaytag_cache"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = plant(tmp_path / "shop", SHOP)
    monkeypatch.chdir(root)
    return root


def settle(root: Path) -> None:
    """Makes every file old enough for its time to be relied on."""
    for path in root.rglob("*"):
        if path.is_file() and DIRECTORY not in path.parts:
            os.utime(path, (1_600_000_000, 1_600_000_000))


def check(*arguments: str | Path) -> Result:
    """``check -v`` with the cache; without it, the answer is the same."""
    result = run("check", "-v", *arguments)
    plain = run("check", "--no-cache", *arguments)
    assert (result.exit_code, result.stdout) == (plain.exit_code, plain.stdout)
    return result


def is_known(result: Result) -> bool:
    """Whether the run took its result from the cache, and parsed nothing."""
    return ", 0 cached" not in result.stderr and ", 0 parsed, " in result.stderr


def test_nothing_changed(shop: Path) -> None:
    assert not is_known(check())
    assert is_known(check())
    settle(shop)
    assert is_known(check())
    assert is_known(check())


EDITS: list[tuple[str, str, Callable[[str], str], bool]] = [
    ("a file that was passed over", "shop/stock.py", lambda s: s + "\n\nX = 1\n", True),
    ("a test", "tests/test_shop.py", lambda s: s + "\n\nX = 1\n", True),
    ("a body that nobody looks into", "shop/settings.py", lambda s: s.replace("cents + 1", "cents + 2\n    print(cents)"), True),
    ("a comment above it", "shop/settings.py", lambda s: s.replace("def rounded", "# up\ndef rounded"), False),
    ("a head", "shop/settings.py", lambda s: s.replace("(amount)", "(amount, by=1)"), False),
    ("a file with a handler", "shop/views.py", lambda s: s.replace("/teas/", "/tea/"), False),
    ("a file that is shown", "app.py", lambda s: "\n" + s, False),
    ("the last use of Sentry", "app.py", lambda s: s.replace("sentry_sdk", "logging"), False),
    ("Sentry, named beside a call that starts it", "shop/stock.py", lambda s: s + "import sentry_sdk\n", True),
    ("Sentry, started", "shop/stock.py", lambda s: s + "import sentry_sdk\nsentry_sdk.init()\n", False),
    ("the contract, named", "shop/stock.py", lambda s: s + 'T = "openReplaySessionToken"\n', False),
    ("a framework, named", "shop/stock.py", lambda s: s + "import flask\n", True),
    ("a framework that nothing imported", "shop/stock.py", lambda s: s + "import tornado\n", False),
    ("a word that is one's name, too", "shop/stock.py", lambda s: s + "def azure(bottle): ...\n", True),
    ("an app, made", "shop/stock.py", lambda s: s + "from flask import Flask\n", False),
    ("a tag in a body", "shop/settings.py", lambda s: s.replace("cents = int(cents)", 'set_tag("openreplaySessionToken", 1)'), False),
    ("a body made small", "shop/settings.py", lambda s: s.replace("    cents = cents + 1\n", ""), False),
    ("no Python any more", "shop/settings.py", lambda s: s.replace("return cents", "return return"), False),
    ("what is needed", "requirements.txt", lambda s: s.replace("sentry-sdk", "rollbar"), False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "edit", "known"), [row[1:] for row in EDITS], ids=[row[0] for row in EDITS]
)
def test_a_file_changed(shop: Path, path: str, edit: Callable[[str], str], known: bool) -> None:
    check()
    before = (shop / path).read_text()
    (shop / path).write_text(edit(before))
    assert (shop / path).read_text() != before

    assert is_known(check()) is known
    assert is_known(check())


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "shop/more.py").write_text(""),
        lambda root: (root / "shop/stock.py").unlink(),
        lambda root: (root / "shop/stock.py").rename(root / "shop/stocks.py"),
        lambda root: (root / "setup.py").unlink(),
        lambda root: plant(root, {"pyproject.toml": '[tool.replaytag]\ntag = "replay_id"\n'}),
    ],
    ids=["added", "removed", "renamed", "manifest removed", "another contract"],
)
def test_files_come_and_go(shop: Path, change: Callable[[Path], object]) -> None:
    check()
    change(shop)

    assert not is_known(check())
    assert is_known(check())


def test_an_edit_within_the_same_moment_is_seen(shop: Path) -> None:
    path = shop / "app.py"
    check()
    status = path.stat()
    path.write_text(path.read_text().replace("sentry_sdk", "dentry_sdk"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    assert "RT301" not in check().stdout


def test_an_edit_while_it_runs_is_seen(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    analyse = analysis.analyse

    def interrupted(*arguments: Any, **options: Any) -> Any:
        found = analyse(*arguments, **options)
        (shop / "app.py").write_text(SHOP["app.py"].replace("sentry_sdk", "logging"))
        return found

    monkeypatch.setattr("replaytag.linter.session.analyse", interrupted)
    assert "RT301" in run("check").stdout
    monkeypatch.undo()
    monkeypatch.chdir(shop)

    assert not is_known(check())


def test_a_file_that_cannot_be_read_is_told_each_time(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def refuse(path: str | Path, *arguments: Any, **options: Any) -> Any:
        if str(path).endswith("stock.py"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **options)

    monkeypatch.setattr("os.open", refuse)

    for _ in range(2):
        assert "shop/stock.py: cannot be read: Permission denied" in run("check").stderr


def test_what_is_asked_for_does_not_mix(shop: Path) -> None:
    plant(shop, {"names.py": MISSPELT, "tests/test_shop.py": MISSPELT})
    asked: list[tuple[str, ...]] = [
        (),
        ("names.py",),
        ("shop",),
        ("tests",),
        ("tests", "--force-exclude"),
        ("--select", "RT101"),
        ("--ignore", "RT301"),
        ("--exclude", "names.py"),
        ("--output-format", "json"),
    ]
    for _ in range(2):
        for arguments in asked:
            check(*arguments)


def test_fixes_are_as_without(shop: Path) -> None:
    check()
    shown = run("check", "--diff")
    assert shown.stdout == run("check", "--diff", "--no-cache").stdout != ""

    assert "1 fixed, 0 remaining" in run("check", "--fix").stdout
    assert "All checks passed!" in check().stdout
    assert "tag_openreplay_session" in (shop / "app.py").read_text()
    assert "All checks passed!" in run("check", "--fix").stdout


DAMAGED = {
    "empty": b"",
    "cut off": b'{"files": {"app.py": [1, 2',
    "not JSON": b"\x80\x04\x95",
    "a list": b"[]",
    "a number": b"1",
    "other types": b'{"files": {"app.py": 3}, "diagnostics": 1}',
    "nested": b"[" * 100_000,
    "another's": b"0123456789abcdef0123456789abcdef\n{}",
    "huge": b'{"files": ' + b"9" * 10_000 + b"}",
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_cache_is_made_anew(shop: Path, content: bytes) -> None:
    check()
    for path in (shop / DIRECTORY).glob("*.json"):
        path.write_bytes(content)

    assert not is_known(check())
    assert is_known(check())


def test_every_part_of_it_may_be_missing_or_of_another_type(shop: Path) -> None:
    check()
    (path,) = (shop / DIRECTORY).glob("*.json")
    _, state, *parts = path.read_bytes().split(b"\n")
    assert state == b""  # the files are too new for their times to tell
    found, whole = map(json.loads, parts)

    def write(found: object, rest: object) -> None:
        content = b"\n".join([state, json.dumps(found).encode(), json.dumps(rest).encode()])
        path.write_bytes(digest([content]).encode() + b"\n" + content)

    values: list[object] = [None, 1, "x", [1], {"a": 1}, [[[]]], {"app.py": [float("inf"), 1, ""]}]
    for value in values:
        for other in ([value, found[1]], [found[0], value], value):
            write(other, whole)
            assert "internal error" not in check().stderr
    for key in whole:
        for value in values:
            write(found, {**whole, key: value})
            assert "internal error" not in check().stderr
        write(found, {name: part for name, part in whole.items() if name != key})
        assert not is_known(check())


def test_files_that_have_aged_are_not_read_again(shop: Path) -> None:
    def states() -> list[bytes]:
        return [path.read_bytes().split(b"\n")[1] for path in (shop / DIRECTORY).glob("*.json")]

    check()
    settle(shop)
    assert states() == [b""]
    assert ", 8 read, " in check().stderr
    [state] = states()
    assert state
    assert ", 0 read, " in check().stderr
    (shop / "shop/stock.py").write_text("X = 2\n")
    assert is_known(check())
    assert states() == [b""]


def test_it_cannot_be_written(shop: Path) -> None:
    (shop / DIRECTORY).write_text("a file in its place")

    assert not is_known(check())
    assert not is_known(check())
    assert (shop / DIRECTORY).read_text() == "a file in its place"


def test_where_it_is(shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("check", "--no-cache")
    assert not (shop / DIRECTORY).exists()

    run("check", "--cache-dir", tmp_path / "given")
    assert is_known(run("check", "-v", "--cache-dir", tmp_path / "given"))

    monkeypatch.setenv("REPLAYTAG_CACHE_DIR", str(tmp_path / "named"))
    run("check")
    assert is_known(run("check", "-v"))
    assert not (shop / DIRECTORY).exists()


def test_nothing_else_in_its_directory_is_touched(shop: Path) -> None:
    own = {f"{n:032x}.json": "{}" for n in range(30)} | {"data.json": "1", "notes.txt": "2"}
    given = plant(shop / "given", own)

    for n in range(20):
        run("check", "--cache-dir", given, "app.py", f"tests/test_{n}.py")
        plant(shop, {f"tests/test_{n}.py": ""})
        run("check", "--cache-dir", given, f"tests/test_{n}.py")

    assert {name: (given / name).read_text() for name in own} == own
    assert len(list(given.iterdir())) - len(own) <= 16


def test_git_ignores_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository(tmp_path / "shop", SHOP)
    monkeypatch.chdir(root)

    run("check")

    assert (root / DIRECTORY / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28")
    assert git(root, "status", "--porcelain") == ""
    assert is_known(check())


def test_several_at_once(shop: Path) -> None:
    command = [sys.executable, "-m", "replaytag", "check", "--output-format", "concise"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    running = [
        subprocess.Popen(command, cwd=shop, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    outputs = {process.communicate(timeout=60)[0] for process in running}

    assert len(outputs) == 1
    assert "RT301" in outputs.pop()
    assert is_known(check())
    assert not list((shop / DIRECTORY).glob("*.tmp"))


@pytest.mark.parametrize("seed", range(4))
def test_any_row_of_edits(shop: Path, seed: int) -> None:
    """After each of many edits, at random, the answer is that of a run without a cache."""
    dice = random.Random(seed)
    edits = [(path, edit) for _, path, edit, _ in EDITS]
    edits += [
        ("app.py", lambda s: TAGGED if dice.random() < 0.5 else SHOP["app.py"]),
        ("shop/stock.py", lambda s: MISSPELT),
        ("shop/prices.py", lambda s: s.replace("return", "x = 1\n    return")),
        ("shop/prices.py", lambda s: s + "\n\nfrom shop.stock import count\n"),
        ("shop/views.py", lambda s: s.replace("total = 0", "total = 1\n        print(total)")),
    ]
    known = 0
    for _ in range(25):
        path, edit = dice.choice(edits)
        current = (shop / path).read_text() if dice.random() < 0.8 else SHOP[path]
        (shop / path).write_text(edit(current))
        if dice.random() < 0.3:
            settle(shop)
        known += is_known(check())
    assert known


def test_what_a_file_that_is_not_listed_decides_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = plant(
        tmp_path,
        {
            "app.py": TAGGED_OPERATION,
            "farm.yaml": "paths:\n  /a:\n    get: {operationId: app.first}\n",
        },
    )
    monkeypatch.chdir(root)
    settle(root)
    assert check().exit_code == 0
    assert not is_known(check())

    (root / "farm.yaml").write_text(
        "paths:\n  /a:\n    get: {operationId: app.first}\n    post: {operationId: app.second}\n"
    )

    assert check().exit_code == 1


TAGGED_OPERATION = """\
import connexion
import sentry_sdk

sentry_sdk.init()
app = connexion.App(__name__, debug=True)
app.add_api("farm.yaml")


def first():
    if token := connexion.request.headers.get("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)


def second():
    ...
"""
