"""Tornado: into which classes the tag is written, and where that is left to a person."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

import pytest

from replaytag.diagnostics import Diagnostic
from replaytag.fixes.apply import apply_edits
from replaytag.rules import rt301_missing_header_extraction as rt301
from replaytag.rules import rt302_handler_not_covered as rt302
from replaytag.rules import rt303_tagger_not_registered as rt303
from tests.linked import linked

HEAD = """\
import sentry_sdk
from tornado.web import Application, ErrorHandler, RequestHandler
from tornado.websocket import WebSocketHandler
from library.web import SignedHandler


"""
GET = "    def get(self):\n        ...\n"
TAG = 'sentry_sdk.set_tag("openReplaySessionToken", self.request.headers["X-OpenReplay-SessionToken"])'


def app(*names: str) -> str:
    """An application with these handlers."""
    rules = ", ".join(f'("/{name}", {name})' for name in names)
    return f"app = Application([{rules}])\n"


METHOD = [
    "+    def prepare(self):",
    '+        """Tag this request\'s Sentry events with its OpenReplay session."""',
    '+        token = self.request.headers.get("X-OpenReplay-SessionToken")',
    "+        if token:",
    '+            sentry_sdk.set_tag("openReplaySessionToken", token)',
    "+        return super().prepare()",
]
MIXIN = [
    "+class OpenReplaySentryMixin:",
    '+    """Tag each request\'s Sentry events with its OpenReplay session."""',
    *(line for line in METHOD if '"""' not in line),
]
# What follows the head; the lines that a fix changes.
WRITTEN = {
    "the only handler": (f"class A(RequestHandler):\n{GET}{app('A')}", METHOD),
    "a common base": (
        f"class Base(RequestHandler):\n{GET}class A(Base):\n{GET}class B(Base):\n{GET}{app('A', 'B')}",
        METHOD,
    ),
    "a base between the common one and the handlers": (
        f"class Base(RequestHandler):\n{GET}class Users(Base):\n{GET}class A(Users):\n{GET}{app('A')}",
        METHOD,
    ),
    "two bases": (
        f"class A(RequestHandler):\n{GET}class B(SignedHandler):\n{GET}{app('A', 'B')}",
        [
            *MIXIN,
            "-class A(RequestHandler):",
            "+class A(OpenReplaySentryMixin, RequestHandler):",
            "-class B(SignedHandler):",
            "+class B(OpenReplaySentryMixin, SignedHandler):",
        ],
    ),
    "a websocket beside": (
        f"class A(RequestHandler):\n{GET}class B(WebSocketHandler):\n    pass\n{app('A', 'B')}",
        METHOD,
    ),
    "a prepare that overrides": (
        f"class Base(RequestHandler):\n{GET}class A(Base):\n    def prepare(self):\n        self.a = 1\n{app('A')}",
        [*METHOD, "+        super().prepare()"],
    ),
    "a prepare that hands on": (
        f"class Base(RequestHandler):\n{GET}class A(Base):\n    def prepare(self):\n        super().prepare()\n{app('A')}",
        METHOD,
    ),
    "a prepare of the base": (
        f"class A(RequestHandler):\n    def prepare(this):\n        ...\n{GET}{app('A')}",
        [
            '+        token = this.request.headers.get("X-OpenReplay-SessionToken")',
            "+        if token:",
            '+            sentry_sdk.set_tag("openReplaySessionToken", token)',
        ],
    ),
}
# What follows the head; why nothing is written.
LEFT = {
    "a base that does more, and is not called": (
        "class Base(RequestHandler):\n    def prepare(self):\n        self.user = 1\n"
        f"class A(Base):\n    def prepare(self):\n        self.a = 1\n{GET}{app('A')}",
        "`A.prepare` does not call the `prepare` of its base, which does more than tag",
    ),
    "one between that does more, and is not called": (
        f"class Base(RequestHandler):\n{GET}class Users(Base):\n    def prepare(self):\n        self.user = 1\n"
        f"class A(Users):\n    def prepare(self):\n        self.a = 1\n{app('A')}",
        "`A.prepare` does not call the `prepare` of its base, which does more than tag",
    ),
    "a library that does more, and is not called": (
        f"class A(SignedHandler):\n{GET}class B(A):\n    def prepare(self):\n        self.b = 1\n{app('B')}",
        "`B.prepare` does not call the `prepare` of its base, which does more than tag",
    ),
    "called on a condition": (
        f"class Base(RequestHandler):\n{GET}class A(Base):\n    def prepare(self):\n"
        f"        if self.a:\n            super().prepare()\n{app('A')}",
        "`A.prepare` does not certainly call the `prepare` of its base",
    ),
    "a mixin that others may have": (
        f"class Base(RequestHandler):\n{GET}class Signed:\n    def prepare(self):\n        self.a = 1\n"
        f"class A(Signed, Base):\n{GET}{app('A')}",
        "`Signed.prepare` is one of a class that may be mixed into others",
    ),
    "a prepare that is no function": (
        f"class A(RequestHandler):\n    prepare = made\n{GET}{app('A')}",
        "what `A.prepare` is cannot be resolved",
    ),
    "no room for statements": (
        f"class A(RequestHandler):\n    def prepare(self): self.a = 1\n{GET}{app('A')}",
        "app.py: the statement shares its line with another",
    ),
}


@pytest.mark.parametrize(("text", "lines"), WRITTEN.values(), ids=WRITTEN)
def test_written(text: str, lines: list[str]) -> None:
    files = {"app.py": HEAD + text}
    (diagnostic,) = rt301.check(linked(files))

    assert diagnostic.fix is not None
    assert _changes(files, diagnostic) == {"app.py": sorted(lines)}
    fixed = linked(_fixed(files, diagnostic))
    judged = [item for _, items in fixed.served for item in items if not item.handler.websocket]
    assert {item.coverage for item in judged} == {"covered"}
    assert list(rt301.check(fixed)) == []


@pytest.mark.parametrize(("text", "reason"), LEFT.values(), ids=LEFT)
def test_left_to_a_person(text: str, reason: str) -> None:
    (diagnostic,) = rt301.check(linked(HEAD + text))

    assert diagnostic.fix is None
    assert reason in diagnostic.help
    assert "set_tag" in diagnostic.snippet


FOLDERS = {
    "a package": ("shop/", "from shop.{} import {}", "shop.openreplay_sentry"),
    "a folder that is no package": ("web/", "from web.{} import {}", "web.openreplay_sentry"),
    "beside the script": ("", "from {} import {}", "openreplay_sentry"),
    "a folder on the path": ("web/", "from {} import {}", "openreplay_sentry"),
}


@pytest.mark.parametrize(("folder", "importing", "name"), FOLDERS.values(), ids=FOLDERS)
def test_a_mixin_for_handlers_of_several_files(folder: str, importing: str, name: str) -> None:
    files = _handlers(folder, importing)
    if folder == "shop/":
        files["shop/__init__.py"] = ""
    if folder and importing.startswith("from {}"):
        files["web/app.py"] = files.pop("app.py")
    (diagnostic,) = rt301.check(linked(files))

    changes = _changes(files, diagnostic)
    assert list(changes) == [f"{folder}a.py", f"{folder}b.py", f"{folder}openreplay_sentry.py"]
    assert f"+from {name} import OpenReplaySentryMixin" in changes[f"{folder}a.py"]
    assert "+class B(OpenReplaySentryMixin, RequestHandler):" in changes[f"{folder}b.py"]
    assert {h.coverage for h in linked(_fixed(files, diagnostic)).handlers()} == {"covered"}


def test_files_that_are_imported_by_names_that_do_not_fit_are_left_alone() -> None:
    files = _handlers("web/", "from web.{} import {}")
    files["web/start.py"] = "import tornado\nfrom b import B\n"
    (diagnostic,) = rt301.check(linked(files))

    assert diagnostic.fix is None
    assert "no module can be told" in diagnostic.help


def test_handlers_of_another_service_are_left_alone() -> None:
    files = {
        f"{name}/app.py": f"{HEAD}class A(RequestHandler):\n{GET}app = Application(collect('{name}'))\n"
        for name in ("one", "two")
    }
    found = list(rt301.check(linked(files)))

    assert [list(_changes(files, diagnostic)) for diagnostic in found] == [
        ["one/app.py"],
        ["two/app.py"],
    ]


def test_all_files_or_none() -> None:
    files = _handlers("", "from {} import {}")
    files["b.py"] += "    def prepare(self): self.b = 1\n"
    (diagnostic,) = rt301.check(linked(files))

    assert diagnostic.fix is None
    assert "b.py: the statement shares its line" in diagnostic.help


def test_a_handler_that_keeps_the_tag_from_being_set() -> None:
    files = {
        "app.py": HEAD + f"class Base(RequestHandler):\n    def prepare(self):\n        {TAG}\n"
        f"class A(Base):\n{GET}class B(Base):\n    def prepare(self):\n        self.b = 1\n"
        f"{GET}{app('A', 'B')}"
    }
    (diagnostic,) = rt302.check(linked(files))

    assert _changes(files, diagnostic) == {"app.py": ["+        super().prepare()"]}


@pytest.mark.parametrize(
    ("where", "reason"),
    [("tagging.py", ""), ("app.py", "`Tagging` is defined below")],
    ids=["elsewhere", "below"],
)
def test_a_mixin_that_nobody_has(where: str, reason: str) -> None:
    files = {"app.py": HEAD + f"class A(RequestHandler):\n{GET}{app('A')}"}
    mixin = f"class Tagging:\n    def prepare(self):\n        {TAG}\n"
    files[where] = files.get(where, "import sentry_sdk\n") + mixin
    (diagnostic,) = rt303.check(linked(files))

    if reason:
        assert diagnostic.fix is None
        assert reason in diagnostic.help
    else:
        assert _changes(files, diagnostic) == {
            "app.py": [
                "+class A(Tagging, RequestHandler):",
                "+from tagging import Tagging",
                "-class A(RequestHandler):",
            ]
        }


def _handlers(folder: str, importing: str) -> dict[str, str]:
    """Two handlers in files of their own, in a folder, and an application."""
    head = "import sentry_sdk\nfrom tornado.web import Application\n"
    imports = "".join(f"{importing.format(name.lower(), name)}\n" for name in "AB")
    files = {"app.py": f"{head}{imports}{app('A', 'B')}"}
    for name in "AB":
        text = f"from tornado.web import RequestHandler\nclass {name}(RequestHandler):\n{GET}"
        files[f"{folder}{name.lower()}.py"] = text
    return files


def _fixed(files: Mapping[str, str], diagnostic: Diagnostic) -> dict[str, str]:
    assert diagnostic.fix is not None
    fixed = dict(files)
    for path in {edit.path: None for edit in diagnostic.fix.edits}:
        edits = [edit for edit in diagnostic.fix.edits if edit.path == path]
        fixed[path] = apply_edits(files.get(path, "").encode(), edits).decode()
    return fixed


def _changes(files: Mapping[str, str], diagnostic: Diagnostic) -> dict[str, list[str]]:
    """The lines that the fix changes, by file, sorted; blank ones do not count."""
    changes = {}
    for path, text in _fixed(files, diagnostic).items():
        before = files.get(path, "").splitlines()
        lines = list(difflib.unified_diff(before, text.splitlines(), n=0, lineterm=""))[2:]
        if lines:
            kept = (line for line in lines if not line.startswith("@@"))
            changes[path] = sorted(line for line in kept if line.strip("+-"))
    return changes
