"""The JSON reports: always valid, and of this shape."""

from __future__ import annotations

import json
import os
from importlib import metadata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replaytag.diagnostics import Applicability, Severity
from replaytag.project.inventory import HandlerReport, TagCallReport
from replaytag.reports import inventory, links
from replaytag.reports import json as report
from replaytag.reports.characters import encodable
from replaytag.reports.style import Style
from replaytag.workspace import Workspace
from tests.reports.examples import finding


def test_clean() -> None:
    assert report.render([]) == "[]\n"


def test_shape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = finding(
        tmp_path,
        'x = 1\ntag = «"replay"»\n',
        others={"shop/names.py": 'TAG = «"replay"»\n'},
        severity=Severity.WARNING,
        applicability=Applicability.UNSAFE,
    )

    assert json.loads(report.render([found])) == [
        {
            "code": "RT101",
            "name": "misspelled-tag-name",
            "severity": "warning",
            "confidence": "medium",
            "message": "The tag `replay` is not the contract's",
            "filename": "shop/app.py",
            "location": {"row": 2, "column": 7},
            "end_location": {"row": 2, "column": 15},
            "related": [
                {
                    "message": "related place 1",
                    "filename": "shop/names.py",
                    "location": {"row": 1, "column": 7},
                    "end_location": {"row": 1, "column": 15},
                }
            ],
            "fix": {
                "applicability": "unsafe",
                "message": "Spell it right",
                "edits": [
                    {
                        "filename": "shop/app.py",
                        "creates_file": False,
                        "content": "right",
                        "location": {"row": 2, "column": 7},
                        "end_location": {"row": 2, "column": 15},
                    }
                ],
            },
            "url": None,
        }
    ]


def test_no_fix(tmp_path: Path) -> None:
    (only,) = json.loads(report.render([finding(tmp_path, "«tag»\n")]))

    assert only["fix"] is None
    assert only["related"] == []


@given(st.text(st.characters(), max_size=20))
def test_any_text_gives_valid_json(text: str) -> None:
    (parsed,) = json.loads(report.dump([{"message": encodable(text)}]).encode("ascii"))

    parsed["message"].encode("utf-8")
    assert parsed["message"] == text or "\\u" in parsed["message"]


def test_a_file_name_of_any_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = finding(tmp_path, "«tag»\n", path=os.fsdecode(b"caf\xe9.py"))

    (only,) = json.loads(report.render([found]).encode("ascii"))

    assert only["filename"] == "caf\\xe9.py"


@pytest.mark.parametrize(
    ("urls", "url"),
    [
        ([], None),
        (["Source, https://example.org/source"], None),
        (
            ["Source, https://example.org", "Documentation, https://example.org/docs/"],
            "https://example.org/docs/rules.md#rt101-misspelled-tag-name",
        ),
    ],
)
def test_url(urls: list[str], url: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    class _Metadata:
        def get_all(self, _: str) -> list[str]:
            return urls

    monkeypatch.setattr(metadata, "metadata", lambda _: _Metadata())
    links.documentation_base.cache_clear()

    assert links.documentation_url("RT101", "misspelled-tag-name") == url
    links.documentation_base.cache_clear()


HANDLERS = [
    HandlerReport("shop/views.py", 7, "index", "flask", ("/",), "app", "covered", "", "shop/app.py:3"),
    HandlerReport("shop/views.py", 12, "Orders.get", "flask", ("/orders", "/o"), "app", "uncovered", "no hook reaches it", None),
    HandlerReport("shop/legacy.py", 3, "old", "django", (), "?", "unknown", "urlpatterns are computed", None),
]  # fmt: skip

TAG_CALLS = [
    TagCallReport("shop/app.py", 3, 5, "sentry_sdk.set_tag", ("openReplaySessionToken",), "yes", ""),
    TagCallReport("shop/old.py", 12, 9, "scope.set_tags", ("a", None), "no", "the scope ends before"),
]  # fmt: skip


def test_handlers_as_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    workspace = Workspace(tmp_path, [])

    rendered = inventory.handlers_as_text([(workspace, one) for one in HANDLERS], Style())

    assert (
        "\n" + rendered
        == """
shop/views.py:7   covered    flask   index       /            tagged by shop/app.py:3
shop/views.py:12  uncovered  flask   Orders.get  /orders, /o  no hook reaches it
shop/legacy.py:3  unknown    django  old                      urlpatterns are computed
3 handlers: 1 covered, 1 uncovered, 1 unknown.
"""
    )
    assert inventory.handlers_as_text([], Style()) == (
        "0 handlers: 0 covered, 0 uncovered, 0 unknown.\n"
    )


def test_handlers_as_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    workspace = Workspace(tmp_path, [])

    first, second, _ = json.loads(
        inventory.handlers_as_json([(workspace, one) for one in HANDLERS])
    )

    assert first == {
        "path": "shop/views.py",
        "line": 7,
        "name": "index",
        "framework": "flask",
        "routes": ["/"],
        "app": "app",
        "coverage": "covered",
        "reason": "",
        "tagger": "shop/app.py:3",
    }
    assert second["routes"] == ["/orders", "/o"]
    assert second["tagger"] is None
    assert inventory.handlers_as_json([]) == "[]\n"


def test_tag_calls_as_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    workspace = Workspace(tmp_path, [])

    rendered = inventory.tag_calls_as_text([(workspace, one) for one in TAG_CALLS], Style())

    assert (
        "\n" + rendered
        == """
shop/app.py:3:5   sentry_sdk.set_tag  openReplaySessionToken  reaches the event
shop/old.py:12:9  scope.set_tags      a, ?                    does not reach the event  the scope ends before
2 tag calls.
"""
    )


def test_tag_calls_as_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    workspace = Workspace(tmp_path, [])

    assert json.loads(inventory.tag_calls_as_json([(workspace, TAG_CALLS[1])])) == [
        {
            "path": "shop/old.py",
            "line": 12,
            "column": 9,
            "form": "scope.set_tags",
            "tags": ["a", None],
            "reaches": "no",
            "reason": "the scope ends before",
        }
    ]
    assert inventory.tag_calls_as_json([]) == "[]\n"
