"""What code comes to where the header is not in the request, beside the code."""

from __future__ import annotations

import textwrap

import pytest

from tests.linked import linked

_APP = """\
import sentry_sdk
from flask import Flask, abort, request

sentry_sdk.init()
app = Flask(__name__)
TAG = "openReplaySessionToken"
H = "X-OpenReplay-SessionToken"


{}


@app.before_request
def hook():
{}


@app.get("/")
def index():
    return ""
"""

# What the tag is set to; `guarded`: the call does not run; `fails`: something before it raises;
# `?`: that is not known.
VALUES = [
    ("sentry_sdk.set_tag(TAG, request.headers.get(H))", "None"),
    ("sentry_sdk.set_tag(TAG, request.headers.get(H, ''))", "''"),
    ("sentry_sdk.set_tag(TAG, request.headers.get(H, default='none'))", "'none'"),
    ("sentry_sdk.set_tag(TAG, request.headers.get(H, FALLBACK))", "?"),
    ("sentry_sdk.set_tag(TAG, request.environ.get('HTTP_X_OPENREPLAY_SESSIONTOKEN'))", "None"),
    ("sentry_sdk.set_tag(TAG, request.headers.get('X-OpenReplay-Session-Token'))", "None"),
    ("sentry_sdk.set_tag(TAG, request.headers[H])", "fails"),
    ("sentry_sdk.set_tag(TAG, request.headers.get(H).strip())", "fails"),
    ("sentry_sdk.set_tag(TAG, request.headers.getlist(H)[0])", "fails"),
    ("sentry_sdk.set_tag(TAG, request.headers.get(H) or '')", "''"),
    ("sentry_sdk.set_tag(TAG, request.headers.get(H) or 'none')", "'none'"),
    ("sentry_sdk.set_tag(TAG, request.headers.get(H) and request.path)", "None"),
    ("sentry_sdk.set_tag(TAG, request.headers.get(H) or request.headers.get('X-Trace'))", "?"),
    ("sentry_sdk.set_tag(TAG, (request.headers.get(H) or '').strip().lower())", "''"),
    ("sentry_sdk.set_tag(TAG, request.headers.get(H, '').split('.')[0])", "''"),
    ("sentry_sdk.set_tag(TAG, str(request.headers.get(H)))", "'None'"),
    ("sentry_sdk.set_tag(TAG, f'{request.headers.get(H)}')", "'None'"),
    ("sentry_sdk.set_tag(TAG, f'web-{request.headers.get(H)}')", "'web-None'"),
    ("sentry_sdk.set_tag(TAG, '%s' % request.headers.get(H))", "'None'"),
    ("t = request.headers.get(H)\nsentry_sdk.set_tag(TAG, t if t else 'none')", "'none'"),
    ("t = request.headers.get(H)\nsentry_sdk.set_tag(TAG, t if t is not None else '')", "''"),
    ("t = request.headers.get(H)\nif t:\n    sentry_sdk.set_tag(TAG, t)", "guarded"),
    ("if t := request.headers.get(H):\n    sentry_sdk.set_tag(TAG, t)", "guarded"),
    ("t = request.headers.get(H)\nif not t:\n    return\nsentry_sdk.set_tag(TAG, t)", "guarded"),
    ("t = request.headers.get(H)\nif not t:\n    abort(400)\nsentry_sdk.set_tag(TAG, t)", "guarded"),
    ("t = request.headers.get(H)\nif t is None:\n    raise OSError\nsentry_sdk.set_tag(TAG, t)", "guarded"),
    ("t = request.headers.get(H)\nif t not in (None, ''):\n    sentry_sdk.set_tag(TAG, t)", "guarded"),
    ("t = request.headers.get(H, '')\nif len(t) > 8:\n    sentry_sdk.set_tag(TAG, t)", "guarded"),
    ("t = request.headers.get(H)\nif t and request.path:\n    sentry_sdk.set_tag(TAG, t)", "guarded"),
    ("if H in request.headers:\n    sentry_sdk.set_tag(TAG, request.headers[H])", "guarded"),
    ("if H not in request.headers:\n    return\nsentry_sdk.set_tag(TAG, request.headers[H])", "guarded"),
    ("for k, v in request.headers:\n    if k == H:\n        sentry_sdk.set_tag(TAG, v)", "guarded"),
    ("t = None\nif H in request.headers:\n    t = request.headers[H]\nsentry_sdk.set_tag(TAG, t)", "None"),
    ("try:\n    t = request.headers[H]\nexcept KeyError:\n    t = ''\nsentry_sdk.set_tag(TAG, t)", "''"),
    ("try:\n    t = request.headers[H]\nexcept KeyError:\n    return\nsentry_sdk.set_tag(TAG, t)", "fails"),
    ("t = request.headers.get(H)\nif known(t):\n    sentry_sdk.set_tag(TAG, t)", "?"),
    ("sentry_sdk.set_tag(TAG, clean(request.headers.get(H)))", "?"),
    ("sentry_sdk.set_tag(TAG, given())", "None"),
    ("sentry_sdk.set_tag(TAG, given_or_none())", "None"),
    ("sentry_sdk.set_tag(TAG, given_or_dash())", "'-'"),
    ("tag(given())", "guarded"),
]  # fmt: skip

_HELPERS = """\
def given():
    return request.headers.get(H)


def given_or_none():
    token = given()
    if token:
        return token.strip()


def given_or_dash():
    token = given()
    if token is None:
        return "-"
    return token


def tag(value):
    if value is not None:
        sentry_sdk.set_tag(TAG, value)
"""


@pytest.mark.parametrize(("body", "expected"), VALUES)
def test_value(body: str, expected: str) -> None:
    project = linked(_APP.format(_HELPERS, textwrap.indent(body, "    ")))
    absence = project.absence
    attempt = next(a for a in project.run_attempts)

    runs = absence.runs(attempt.call.contexts)
    assert attempt.call.value is not None
    results = absence.results(attempt.call.value)
    values = {repr(r.value) if r.kind == "is" else "?" for r in results if r.kind != "raises"}
    found = "guarded" if runs is False else "?" if runs is None else "/".join(sorted(values))

    assert (found or "fails") == expected


NULLS = [
    ("request.headers.get(H)", [None]),
    ("request.headers.get(H) or 'none'", []),
    # Which it is depends on something else: that may go along with the header.
    ("request.headers.get(H) if request.path == '/' else 'none'", []),
    ("request.headers.get(H) if request.path == '/' else None", [None]),
    ("request.headers.get(H) if request.path == '/' else ''", [None, ""]),
    ("next((v for k, v in request.headers if k == H), None)", [None]),
    ("request.headers.get(H, OTHER)", []),
]


@pytest.mark.parametrize(("value", "expected"), NULLS)
def test_nulls(value: str, expected: list[object]) -> None:
    project = linked(_APP.format("", f"    sentry_sdk.set_tag(TAG, {value})"))
    attempt = next(a for a in project.run_attempts)

    assert project.absence.nulls(attempt.call.value) == expected
