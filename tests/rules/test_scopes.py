"""The rules about scopes: what they leave to each other, and how far each of them looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from replaytag.cache.store import Cache
from replaytag.diagnostics import Applicability, Severity
from replaytag.effort import Effort
from replaytag.linter.session import Session
from replaytag.workspace import discover
from tests.trees import plant

APP = """\
import sentry_sdk
from flask import Flask, request
from sentry_sdk import Hub, configure_scope, push_scope

sentry_sdk.init()
app = Flask(__name__)


@app.before_request
def tag_openreplay_session():
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
{body}

@app.get("/")
def index():
    raise RuntimeError("no index")
"""
TAG = 'scope.set_tag("openReplaySessionToken", token)'
TOP = 'sentry_sdk.set_tag("openReplaySessionToken", token)'
OTHER = 'scope.set_tag("tenant", "blue")'


def app(*lines: str, more: str = "") -> str:
    return APP.format(body="".join(f"        {line}\n" for line in lines)) + more


def session(root: Path, *select: str, fixing: bool = False, cache: Cache | None = None) -> Session:
    return Session(discover([root], select=select), fixing=fixing, cache=cache)


def codes(root: Path, *select: str, cache: Cache | None = None) -> list[str]:
    return [d.code for a in session(root, *select, cache=cache).analyses for d in a.diagnostics]


CASES = [
    ("a block that ends early", app("with push_scope() as scope:", f"    {TAG}"), ["RT401"]),
    (
        "what is deprecated is said where nothing worse is",
        app("with push_scope() as scope:", f"    {TAG}", "    app.logger.error('x')", TOP),
        ["RT404"],
    ),
    ("round the tag", app("with configure_scope() as scope:", f"    {TAG}"), ["RT404"]),
    ("round another tag", app(TOP, "with configure_scope() as scope:", f"    {OTHER}"), []),
    ("an unused import", app(TOP).replace("Hub, ", "").replace(", push_scope", ""), []),
    ("without with", app(f"configure_scope().{TAG[6:]}"), ["RT404"]),
    ("Hub.current.scope", app(f"Hub.current.{TAG}"), ["RT404"]),
    (
        "in a new scope Hub.current.scope is still the request's",
        app("with sentry_sdk.new_scope():", f"    Hub.current.{TAG}"),
        ["RT404"],
    ),
    (
        "a helper that is handed the scope",
        app(
            "with push_scope() as scope:",
            "    put(scope, token)",
            more=f"\n\ndef put(scope, token):\n    {TAG}\n",
        ),
        ["RT301", "RT401"],
    ),
    (
        "a function that nothing is known to call",
        app(more=f"\n\ndef put(token):\n    with push_scope() as scope:\n        {TAG}\n").replace(
            "    if token:\n", ""
        ),
        ["RT301", "RT401"],
    ),
    (
        "a function that runs what it is handed in the block",
        app(
            TOP,
            more="\n\ndef put(token, work):\n    with push_scope() as scope:\n"
            f"        {TAG}\n        work()\n",
        ),
        ["RT404"],
    ),
]


@pytest.mark.parametrize(("files", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_which_rules_report(files: str, expected: list[str], tmp_path: Path) -> None:
    root = plant(tmp_path, {"app.py": files})

    # The imports of the sample are not the matter here.
    found = [
        d.code
        for a in session(root).analyses
        for d in a.diagnostics
        if "imported and not used" not in d.message
    ]

    assert sorted(found) == expected


def test_a_call_that_raises_is_an_error(tmp_path: Path) -> None:
    root = plant(tmp_path, {"app.py": app(f"configure_scope().{TAG[6:]}")})

    (found,) = [d for a in session(root).analyses for d in a.diagnostics if "raises" in d.message]

    assert found.severity is Severity.ERROR
    assert found.fix is not None
    assert found.fix.applicability is Applicability.SAFE


OLD = {
    "work.py": """\
from sentry_sdk import configure_scope


def work():
    with configure_scope() as scope:
        scope.set_tag("tenant", "blue")
"""
}
NEW = """\
import sentry_sdk


def work():
    sentry_sdk.set_tag("tenant", "blue")
"""


@pytest.mark.parametrize(
    ("select", "expected"),
    [
        ((), []),
        (("RT4",), []),
        (("ALL",), []),
        (("RT404",), ["RT404"]),
        (("RT4", "RT404"), ["RT404"]),
    ],
)
def test_all_of_a_project_is_looked_at_where_the_rule_is_named(
    select: tuple[str, ...], expected: list[str], tmp_path: Path
) -> None:
    root = plant(tmp_path / "code", OLD)
    cache = Cache(tmp_path / "cache")

    assert codes(root, *select) == expected
    # What is kept of one look is not taken for the other.
    assert codes(root, *select, cache=cache) == expected
    assert codes(root, cache=cache) == []
    assert codes(root, *select, cache=cache) == expected


def test_it_migrates_where_nothing_names_the_contract(tmp_path: Path) -> None:
    root = plant(tmp_path, OLD)

    session(root, "RT404", fixing=True).write()

    assert (root / "work.py").read_text() == NEW
    assert codes(root, "RT404") == []


def test_it_is_the_same_with_everything_read(tmp_path: Path) -> None:
    root = plant(tmp_path, {**OLD, "app.py": app("with configure_scope() as scope:", f"    {TAG}")})

    plain = Session(discover([root], select=["RT404"]), effort=Effort(plain=True))

    assert session(root, "RT404").analyses[0].diagnostics == plain.analyses[0].diagnostics
    assert len(plain.analyses[0].diagnostics) == 4


MIGRATIONS = [
    # Code that is not evaluated is migrated as well.
    (
        "if False:\n    with configure_scope() as scope:\n        scope.set_tag('a', 1)\n",
        "",
        "if False:\n    sentry_sdk.set_tag('a', 1)\n",
    ),
    # Before 2.0 a scope's breadcrumbs are not those of the function.
    (
        "with configure_scope() as scope:\n    scope.add_breadcrumb(message='a')\n",
        "sentry-sdk>=1.40\n",
        None,
    ),
    (
        "with configure_scope() as scope:\n    scope.add_breadcrumb(message='a')\n",
        "sentry-sdk>=2\n",
        "sentry_sdk.add_breadcrumb(message='a')\n",
    ),
    # The scope is used after the block.
    (
        "with configure_scope() as scope:\n    scope.set_tag('a', 1)\nprint(scope)\n",
        "sentry-sdk==2.12.0\n",
        "scope = sentry_sdk.get_isolation_scope()\nscope.set_tag('a', 1)\nprint(scope)\n",
    ),
    # The lowest version that is declared counts.
    (
        "with configure_scope() as scope:\n    print(scope)\n",
        "sentry-sdk>=1.45,<3\n",
        None,
    ),
    (
        "with push_scope() as scope:\n    scope.fingerprint = ['a']\n    capture_message('x')\n",
        "sentry-sdk~=2.1\n",
        "with sentry_sdk.new_scope() as scope:\n    scope.fingerprint = ['a']\n"
        "    capture_message('x')\n",
    ),
    # What is cleared in the one stays in the other; unknown code may set anything.
    (
        "with push_scope() as scope:\n    scope.clear()\n    capture_message('x')\n",
        "sentry-sdk~=2.1\n",
        None,
    ),
    ("with push_scope() as scope:\n    work()\n", "sentry-sdk~=2.1\n", None),
    ("with push_scope():\n    set_tag('a', 1)\n", "sentry-sdk~=2.1\n", None),
    ("with Hub(Hub.current) as hub:\n    hub.capture_message('x')\n", "sentry-sdk~=2.1\n", None),
]


@pytest.mark.parametrize(("code", "requirements", "expected"), MIGRATIONS)
def test_migrations(code: str, requirements: str, expected: str | None, tmp_path: Path) -> None:
    head = "import sentry_sdk\nfrom sentry_sdk import capture_message, set_tag\n"
    names = [name for name in ("Hub", "configure_scope", "push_scope") if name in code]
    old = f"from sentry_sdk import {', '.join(names)}\n"
    root = plant(tmp_path, {"app.py": f"{head}{old}\n{code}", "requirements.txt": requirements})

    session(root, "RT404", fixing=True).write()

    after = (root / "app.py").read_text()
    if expected is None:
        assert after == f"{head}{old}\n{code}"
    else:
        assert after == f"{head}\n{expected}"
