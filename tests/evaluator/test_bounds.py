"""How far calls are followed in a project that calls very much, and what is said of the rest."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from replaytag.evaluator.engine import Evaluator
from replaytag.project import Project
from tests.linked import linked

APP = """
    import sentry_sdk
    from flask import Flask, request

    sentry_sdk.init()
    app = Flask(__name__)


    def prices(region, headers):
        rate = headers.get(region)
        if rate is None:
            rate = 1
        rate = rate * 2
        return rate


    def header(name):
        value = request.headers.get(name)
        if value is not None:
            value = value.strip()
        if not value:
            value = None
        return value


    def tag(label):
        token = header("X-OpenReplay-SessionToken")
        sentry_sdk.set_tag("label", label)
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return label
"""


def handlers(numbers: Iterable[int], statement: str) -> str:
    return "".join(
        f"""

    @app.get("/{n}")
    def h{n}():
        {statement.format(n=n)}
        return "done"
"""
        for n in numbers
    )


def followed(project: Project) -> int:
    return Evaluator.TOTAL - project.ev.remaining


def coverage(project: Project) -> set[str]:
    return {handler.coverage for handler in project.handlers()}


def test_what_never_tells_anything_is_not_followed_for_ever() -> None:
    text = APP + handlers(range(400), 'prices("r{n}", {{}})')

    # Each handler once, and of their 400 calls of `prices` the first ones.
    assert followed(linked(text)) <= 400 + 60


@pytest.mark.parametrize(
    "statement",
    [
        'tag("{n}")',
        """token = header("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)""",
    ],
)
def test_what_tells_something_is_followed_however_often(statement: str) -> None:
    others = handlers(range(200), 'header("X-Other-{n}")')
    tagging = handlers(range(200, 400), statement)

    found = linked(APP + others + tagging).handlers()

    assert [handler.name for handler in found if handler.coverage == "covered"] == [
        f"h{n}" for n in range(200, 400)
    ]


def test_of_what_is_not_followed_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    text = APP + handlers(range(40), 'tag("{n}")')
    assert coverage(linked(text)) == {"covered"}

    monkeypatch.setattr(Evaluator, "TOTAL", 30)
    project = linked(text)

    assert coverage(project) == {"covered", "unknown"}
    assert {h.reason for h in project.handlers()} == {"", "it calls too much to follow all of it"}


SERVICE = """
    import sentry_sdk
    from fastapi import FastAPI, Request

    sentry_sdk.init()
    app = FastAPI()


    def header(request, name):
        value = request.headers.get(name)
        if value is not None:
            value = value.strip()
        if not value:
            value = None
        return value
"""


def test_what_is_handed_a_request_is_followed() -> None:
    def view(n: int, name: str) -> str:
        return f"""

    @app.get("/{n}")
    def h{n}(request: Request):
        token = header(request, "{name}")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
"""

    others = "".join(view(n, f"X-Other-{n}").split("        if token:\n")[0] for n in range(80))

    found = linked(SERVICE + others + view(80, "X-OpenReplay-SessionToken")).handlers()

    assert [handler.name for handler in found if handler.coverage == "covered"] == ["h80"]


def test_what_is_called_past_the_limit_is_looked_at_by_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Evaluator, "TOTAL", 1)
    text = """
        import sentry_sdk


        def sell():
            label()


        def label():
            sentry_sdk.set_tag("shop", "tea")
    """

    assert [call.tags for call in linked(text).tag_calls()] == [("shop",)]


def test_a_hook_that_was_not_followed_may_tag(monkeypatch: pytest.MonkeyPatch) -> None:
    text = """
        import sentry_sdk
        from flask import Flask, request


        def tag():
            token = request.headers.get("X-OpenReplay-SessionToken")
            if token:
                sentry_sdk.set_tag("openReplaySessionToken", token)


        def hook_up(app):
            app.before_request(tag)


        def create_app():
            sentry_sdk.init()
            app = Flask(__name__)
            hook_up(app)

            @app.get("/")
            def index(): ...

            return app
    """
    assert coverage(linked(text)) == {"covered"}

    monkeypatch.setattr(Evaluator, "TOTAL", 1)
    assert coverage(linked(text)) == {"unknown"}
