"""RT403: what it says of each form, what its fix writes, and where it is silent."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from replaytag.linter.session import Session
from replaytag.workspace import discover
from tests.trees import plant

APP = """\
import sentry_sdk
from flask import Flask, request

sentry_sdk.init()
app = Flask(__name__)


@app.{hook}
def link({parameter}):
{body}

@app.get("/")
def index():
    raise RuntimeError
"""
READ = 'token = request.headers.get("X-OpenReplay-SessionToken")'
PLAIN = 'sentry_sdk.set_tag("openReplaySessionToken", token)'
GUARDED = f"{READ}\nif token:\n    {PLAIN}\n"


def app(body: str, hook: str = "before_request") -> str:
    indented = "".join(f"    {line}\n" for line in body.splitlines())
    return APP.format(hook=hook, body=indented, parameter="response" if "after" in hook else "")


# What the hook does, and what it does after the fix.
MENDED = {
    "an unguarded value is guarded": (
        f'{READ}\nsentry_sdk.set_extra("openReplaySessionToken", token)\n',
        GUARDED,
    ),
    "a read in the call gets a name": (
        'sentry_sdk.set_extra("openReplaySessionToken", request.headers.get("X-OpenReplay-SessionToken"))\n',
        GUARDED,
    ),
    "by keywords": (
        f'{READ}\nif token:\n    sentry_sdk.set_extra(key="openReplaySessionToken", value=token)\n',
        GUARDED,
    ),
    "a span's own name": (
        f'{READ}\nif token:\n    with sentry_sdk.start_span(op="x") as span:\n'
        '        span.set_data("openReplaySessionToken", token)\n',
        f'{READ}\nif token:\n    with sentry_sdk.start_span(op="x") as span:\n        {PLAIN}\n',
    ),
    "the context itself has the name": (
        f'{READ}\nif token:\n    sentry_sdk.set_context("openReplaySessionToken", {{"value": token}})\n',
        GUARDED,
    ),
    "a misspelt name": (
        f'{READ}\nif token:\n    sentry_sdk.set_extra("openReplay_session_token", token)\n',
        GUARDED,
    ),
    "a comment stays": (
        f'{READ}\nsentry_sdk.set_extra("openReplaySessionToken", token)  # for support\n',
        f"{READ}\nif token:\n    {PLAIN}  # for support\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), MENDED.values(), ids=MENDED)
def test_the_fix_is_all_that_it_takes(before: str, after: str, tmp_path: Path) -> None:
    root = plant(tmp_path / "shop", {"app.py": app(before)})
    (analysis,) = Session(discover([root])).analyses
    assert [d.code for d in analysis.diagnostics if d.code in ("RT301", "RT403")] == ["RT403"]

    Session(discover([root]), fixing=True).write()

    assert (root / "app.py").read_text() == app(after)
    assert Session(discover([root])).analyses[0].diagnostics == ()


# What the hook does where no fix is offered.
LEFT = {
    "several entries": f'{READ}\nif token:\n    sentry_sdk.set_context("replay", {{"openReplaySessionToken": token, "b": 1}})\n',
    "entries from elsewhere": f'{READ}\nif token:\n    sentry_sdk.set_context("openReplaySessionToken", dict(value=token))\n',
    "its result is used": f'{READ}\nif token:\n    x = sentry_sdk.set_extra("openReplaySessionToken", token)\n',
    "in a scope that ends": (
        f"{READ}\nif token:\n    with sentry_sdk.isolation_scope() as scope:\n"
        '        scope.set_extra("openReplaySessionToken", token)\n'
    ),
    "the value is something else": 'sentry_sdk.set_extra("openReplaySessionToken", request.path)\n',
}


@pytest.mark.parametrize("body", LEFT.values(), ids=LEFT)
def test_there_is_no_fix(body: str, tmp_path: Path) -> None:
    assert fixes_in(app(body), tmp_path) == [False]


def test_there_is_no_fix_where_a_tag_would_be_too_late(tmp_path: Path) -> None:
    body = f'{READ}\nif token:\n    sentry_sdk.set_extra("openReplaySessionToken", token)\nreturn response\n'
    assert fixes_in(app(body, "after_request"), tmp_path) == [False]


def fixes_in(source: str, tmp_path: Path) -> list[bool]:
    root = plant(tmp_path / "shop", {"app.py": source})
    (analysis,) = Session(discover([root], select=["RT403"])).analyses
    return [d.fix is not None for d in analysis.diagnostics]


SILENT = {
    "another hook tags": app(GUARDED)
    + '\n\n@app.before_request\ndef note():\n    sentry_sdk.set_extra("openReplaySessionToken", 1)\n',
    "a helper that nothing calls, beside a tagger": app(GUARDED)
    + '\n\ndef note(token):\n    sentry_sdk.set_extra("openReplaySessionToken", token)\n',
    "before_send does it too": """
        import sentry_sdk
        from flask import Flask

        def link(event, hint):
            token = event["request"]["headers"].get("X-OpenReplay-SessionToken")
            if token:
                event["tags"]["openReplaySessionToken"] = token
            return event

        sentry_sdk.init(before_send=link, before_send_transaction=link)
        app = Flask(__name__)

        @app.get("/")
        def index():
            raise RuntimeError
    """,
    "the address of the replay": app(
        'sentry_sdk.set_context("OpenReplay", {"openReplaySessionURL": request.args.get("r")})\n'
    ),
    "other teams' data": app(
        'sentry_sdk.set_extra("session_token", 1)\nsentry_sdk.set_context("session", {"token": 1})\n'
        'sentry_sdk.get_current_span().set_data("replay", 1)\n'
    ),
    "mlflow, structlog and the like": (
        "import mlflow\nimport structlog\n\n\ndef link(span, logger, token):\n"
        '    mlflow.set_tag("openReplaySessionToken", token)\n'
        '    span.set_attribute("openReplaySessionToken", token)\n'
        '    logger.set_context("openReplaySessionToken", {"a": token})\n'
    ),
}  # fmt: skip


@pytest.mark.parametrize("source", SILENT.values(), ids=SILENT)
def test_it_is_silent(source: str, tmp_path: Path) -> None:
    assert fixes_in(textwrap.dedent(source).lstrip("\n"), tmp_path) == []


@pytest.mark.parametrize(
    ("value", "count"),
    [('request.args.get("job")', 0), ('request.headers.get("X-Request-ID")', 1)],
)
def test_an_everyday_name_counts_where_it_is_fed_by_the_header(
    value: str, count: int, tmp_path: Path
) -> None:
    plant(
        tmp_path / "shop",
        {"pyproject.toml": '[tool.replaytag]\nheader = "X-Request-ID"\ntag = "request_id"\n'},
    )
    source = app(f'sentry_sdk.set_context("job", {{"request_id": {value}}})\n')

    assert len(fixes_in(source, tmp_path)) == count
