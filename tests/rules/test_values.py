"""The rules for the tag's value, on small apps: the code, what is reported, and what `--fix` leaves."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from replaytag.linter.session import Session
from replaytag.workspace import discover
from tests.expectations import found_diagnostics
from tests.trees import plant

_APP = """\
import sentry_sdk
from flask import Flask, g, request

sentry_sdk.init()
app = Flask(__name__)
TAG = "openReplaySessionToken"
HEADER = "X-OpenReplay-SessionToken"


@app.before_request
def hook():
{}

@app.get("/")
def index():
    return ""
"""

REPORTED = [
    ("RT201", 'sentry_sdk.set_tag(TAG, request.headers.get(HEADER, "").strip())'),
    ("RT201", "sentry_sdk.get_isolation_scope().set_tag(TAG, request.headers.get(HEADER))"),
    ("RT201", "with sentry_sdk.configure_scope() as scope:\n    scope.set_tag(TAG, request.headers.get(HEADER))"),
    ("RT201", "sentry_sdk.set_tags({TAG: request.headers.get(HEADER)})"),
    ("RT201", "sentry_sdk.configure_scope(lambda s: s.set_tag(TAG, request.headers.get(HEADER)))"),
    ("RT104", "sentry_sdk.set_tag(TAG, request.environ['HTTP_X_OPENREPLAY_SESSIONTOKEN'])"),
    ("RT104", "try:\n    g.token = request.headers[HEADER]\nexcept ValueError:\n    pass\nsentry_sdk.set_tag(TAG, 'x')"),
    ("RT202", "sentry_sdk.set_tag(TAG, 'a' if request.path == '/' else 'b')"),
    ("RT202", "sentry_sdk.set_tag(TAG, request.headers.get('X-Trace') or request.cookies.get('s'))"),
    ("RT203", "app.token = request.headers.get(HEADER)\nsentry_sdk.set_tag(TAG, app.token or 'x')"),
]  # fmt: skip

SILENT = [
    ("RT201", "token = request.headers.get(HEADER)\nif token and len(token) > 8:\n    sentry_sdk.set_tag(TAG, token)"),
    ("RT201", "sentry_sdk.set_tag(TAG, request.headers.get(HEADER) or 'untracked')"),
    ("RT201", "if is_tracked(request):\n    sentry_sdk.set_tag(TAG, request.headers.get(HEADER))"),
    ("RT201", "sentry_sdk.set_tag(TAG, None)"),
    ("RT201", "sentry_sdk.set_tag('tenant', request.headers.get(HEADER))"),
    ("RT201", "sentry_sdk.get_global_scope().set_tag(TAG, request.headers.get(HEADER))"),
    ("RT104", "import contextlib\nwith contextlib.suppress(KeyError):\n    sentry_sdk.set_tag(TAG, request.headers[HEADER])"),
    ("RT104", "try:\n    sentry_sdk.set_tag(TAG, request.headers[HEADER])\nexcept Exception:\n    pass"),
    ("RT104", "if request.headers.get(HEADER):\n    sentry_sdk.set_tag(TAG, request.headers[HEADER])"),
    ("RT104", "kept = dict(request.headers)\nkept[HEADER] = 'x'"),
    ("RT202", "sentry_sdk.set_tag(TAG, derive(request.headers.get(HEADER)))"),
    ("RT202", "sentry_sdk.set_tag(TAG, request.headers.get(HEADER) or request.cookies.get('token'))"),
    ("RT202", "sentry_sdk.set_tag(TAG, '')"),
    ("RT202", "sentry_sdk.set_tag('tenant', 'tea')"),
    ("RT203", "request.token = request.headers.get(HEADER)\nsentry_sdk.set_tag(TAG, request.token)"),
    ("RT306", "token = request.headers.get(HEADER)\nwith sentry_sdk.push_scope() as s:\n    s.set_tag(TAG, token)"),
    ("RT306", "token = request.headers.get(HEADER)\nsentry_sdk.set_extra('replay', token)"),
]  # fmt: skip

FIXED = [
    (
        "RT201",
        'sentry_sdk.set_tag(TAG, request.headers.get(HEADER, "").strip())',
        'token = request.headers.get(HEADER, "").strip()\nif token:\n    sentry_sdk.set_tag(TAG, token)',
    ),
    (
        "RT201",
        "token = 1\nsentry_sdk.set_tag(TAG, request.headers.get(HEADER))",
        "token = 1\nopenreplay_token = request.headers.get(HEADER)\nif openreplay_token:\n"
        "    sentry_sdk.set_tag(TAG, openreplay_token)",
    ),
    (
        "RT201",
        "sentry_sdk.set_tag(TAG, str(request.headers.get(HEADER)))",
        "token = request.headers.get(HEADER)\nif token:\n    sentry_sdk.set_tag(TAG, str(token))",
    ),
    (
        "RT201",
        "sentry_sdk.set_tags({TAG: request.headers.get(HEADER)})",
        "token = request.headers.get(HEADER)\nif token:\n    sentry_sdk.set_tags({TAG: token})",
    ),
    (
        "RT201",
        "sentry_sdk.set_tag(\n    TAG,\n    request.headers.get(\n        HEADER,\n    ),\n)",
        "token = request.headers.get(\n    HEADER,\n)\nif token:\n"
        "    sentry_sdk.set_tag(\n        TAG,\n        token,\n    )",
    ),
    # A lambda may run later: nothing is moved out of it.
    ("RT201", "sentry_sdk.configure_scope(lambda s: s.set_tag(TAG, request.headers.get(HEADER)))", None),
    ("RT201", "sentry_sdk.set_tags({TAG: request.headers.get(HEADER), 'tenant': 'tea'})", None),
    ("RT201", "sentry_sdk.capture_message('x', tags={TAG: request.headers.get(HEADER)})", None),
    (
        "RT104",
        "token = request.headers[HEADER]\nsentry_sdk.set_tag(TAG, token)\nsentry_sdk.set_tag(TAG, token)",
        "token = request.headers.get(HEADER)\nif token:\n    sentry_sdk.set_tag(TAG, token)\n"
        "if token:\n    sentry_sdk.set_tag(TAG, token)",
    ),
    (
        "RT104",
        "token = request.headers.get(HEADER).strip()\nsentry_sdk.set_tag(TAG, token)",
        'token = request.headers.get(HEADER, "").strip()\nif token:\n    sentry_sdk.set_tag(TAG, token)',
    ),
    # Something else needs the token.
    ("RT104", "token = request.headers[HEADER]\ng.token = token\nsentry_sdk.set_tag(TAG, token)", None),
    ("RT104", "g.token = request.headers[HEADER]", None),
    (
        "RT306",
        "token = request.headers.get(HEADER)\ng.token = token",
        'token = request.headers.get(HEADER)\nif token:\n'
        '    sentry_sdk.set_tag("openReplaySessionToken", token)\ng.token = token',
    ),
    ("RT306", "if request.path != '/health':\n    token = request.headers.get(HEADER)", None),
]  # fmt: skip


@pytest.mark.parametrize(("code", "body"), REPORTED)
def test_reported(code: str, body: str, tmp_path: Path) -> None:
    assert _codes(code, body, tmp_path) == [code]


@pytest.mark.parametrize(("code", "body"), SILENT)
def test_silent(code: str, body: str, tmp_path: Path) -> None:
    assert _codes(code, body, tmp_path) == []


@pytest.mark.parametrize(("code", "body", "fixed"), FIXED)
def test_fixed(code: str, body: str, fixed: str | None, tmp_path: Path) -> None:
    root = plant(tmp_path / "code", {"app.py": _app(body)})

    session = Session(discover([root], select=[code]), fixing=True)
    session.write()

    assert (root / "app.py").read_text() == _app(body if fixed is None else fixed)
    assert [note for note in session.notes if "was not fixed" in note] == []


def test_what_several_rules_say_of_one_call_is_mended_in_one_go(tmp_path: Path) -> None:
    body = (
        'sentry_sdk.set_tag("openreplaySessionToken", request.headers["X-OpenReplay-SesionToken"])'
    )
    root = plant(tmp_path / "code", {"app.py": _app(body)})

    session = Session(discover([root]), fixing=True)
    session.write()

    assert (root / "app.py").read_text() == _app(
        'token = request.headers.get("X-OpenReplay-SessionToken")\nif token:\n'
        '    sentry_sdk.set_tag("openReplaySessionToken", token)'
    )
    assert session.analyses[0].diagnostics == ()


def test_only_the_calls_that_run_count_where_callers_are_known(tmp_path: Path) -> None:
    body = "if request.headers.get(HEADER):\n    tag()"
    helper = "\n\ndef tag():\n    sentry_sdk.set_tag(TAG, request.headers.get(HEADER))\n"

    assert _codes("RT201", body, tmp_path, helper) == []
    assert _codes("RT201", "tag()", tmp_path / "other", helper) == ["RT201"]


def test_lambda_functions_handle_one_request_at_a_time(tmp_path: Path) -> None:
    root = plant(
        tmp_path / "code",
        {
            "app.py": """\
import sentry_sdk
from sentry_sdk.integrations.aws_lambda import AwsLambdaIntegration

sentry_sdk.init(integrations=[AwsLambdaIntegration()])
TOKEN = None


def lambda_handler(event, context):
    global TOKEN
    TOKEN = event["headers"].get("x-openreplay-sessiontoken")
    if TOKEN:
        sentry_sdk.set_tag("openReplaySessionToken", TOKEN)
    return {}
"""
        },
    )
    (analysis,) = Session(discover([root])).analyses

    assert analysis.diagnostics == ()


def _codes(code: str, body: str, directory: Path, more: str = "") -> list[str]:
    root = plant(directory / "code", {"app.py": _app(body) + more})
    (analysis,) = Session(discover([root], select=[code])).analyses
    return [found for _, _, found in found_diagnostics(analysis.diagnostics).elements()]


def _app(body: str) -> str:
    return _APP.format(textwrap.indent(body + "\n", "    "))
