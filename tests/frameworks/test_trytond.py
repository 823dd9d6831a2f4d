"""Tryton's server: which handlers are found, and which taggers cover them."""

from __future__ import annotations

import pytest

from tests.frameworks.asgi_samples import demanded, listed, named
from tests.linked import linked

MIDDLEWARE = """
import sentry_sdk
from sentry_sdk.integrations.trytond import TrytondWSGIIntegration
from sentry_sdk.integrations.wsgi import SentryWsgiMiddleware
from trytond.wsgi import app


class Plain:
    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        if token := environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN"):
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return self.app(environ, start_response)


class Isolating:
    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        with sentry_sdk.isolation_scope() as scope:
            if token := environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN"):
                scope.set_tag("openReplaySessionToken", token)
            return self.app(environ, start_response)


@app.route("/<database_name>/orders", methods={"GET"})
def orders(request, pool):
    ...
"""
INIT = "sentry_sdk.init(integrations=[TrytondWSGIIntegration()])"
PLACED = {
    "before Sentry starts": (f"app.wsgi_app = Plain(app.wsgi_app)\n{INIT}", "covered"),
    "after Sentry has started": (f"{INIT}\napp.wsgi_app = Plain(app.wsgi_app)", "uncovered"),
    "after it, with a scope": (f"{INIT}\napp.wsgi_app = Isolating(app.wsgi_app)", "covered"),
    "before it, with a scope": (f"app.wsgi_app = Isolating(app.wsgi_app)\n{INIT}", "covered"),
    "the integration is not listed": (
        "app.wsgi_app = Plain(app.wsgi_app)\nsentry_sdk.init()",
        "uncovered",
    ),
    "inside Sentry's middleware": (
        "app.wsgi_app = SentryWsgiMiddleware(Plain(app.wsgi_app))\nsentry_sdk.init()",
        "covered",
    ),
    "Sentry starts in a function": (
        f"def start():\n    {INIT}\napp.wsgi_app = Plain(app.wsgi_app)\nstart()",
        "unknown",
    ),
    "nothing": (INIT, "uncovered"),
}

VIEWS = """
import sentry_sdk
from sentry_sdk.integrations.trytond import TrytondWSGIIntegration
from trytond.protocols.wrappers import with_pool, with_transaction
from trytond.wsgi import app


def tagged(view):
    def inner(request, *args):
        if token := request.headers.get("X-OpenReplay-SessionToken"):
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return view(request, *args)

    return inner


@app.route("/<database_name>/a")
@with_pool
@with_transaction()
@tagged
def a(request, pool):  # handler: {tagged}
    ...


@app.route("/<database_name>/b/<int:number>", methods=["PUT"])
@app.auth_required
def b(request, pool, number):  # handler: uncovered
    ...
"""


@pytest.mark.parametrize(("code", "coverage"), PLACED.values(), ids=PLACED)
def test_middleware(code: str, coverage: str) -> None:
    assert listed(f"{MIDDLEWARE}\n\n{code}\n") == [f"app.py:29: {coverage}"]


def test_views_run_inside_the_scope_of_the_integration() -> None:
    inside = f"{VIEWS.format(tagged='covered')}\n{INIT}\n"
    assert listed(inside) == demanded(inside)
    outside = f"{VIEWS.format(tagged='uncovered')}\nsentry_sdk.init()\n"
    assert listed(outside) == demanded(outside)


def test_middleware_in_another_file_than_the_start_of_sentry() -> None:
    files = {
        "app.py": MIDDLEWARE.replace("pool):", "pool):  # handler: unknown")
        + "app.wsgi_app = Plain(app.wsgi_app)\n",
        "start.py": "import sentry_sdk\n"
        "from sentry_sdk.integrations.trytond import TrytondWSGIIntegration\n"
        f"{INIT}\n",
    }
    assert listed(files) == demanded(files)


def test_names_and_routes() -> None:
    assert named(VIEWS) == ["a: /<database_name>/a", "b: /<database_name>/b/<int:number>"]


def test_the_integration_itself_is_no_app() -> None:
    project = linked(
        {
            "sentry_sdk/__init__.py": "",
            "sentry_sdk/integrations/__init__.py": "",
            "sentry_sdk/integrations/trytond.py": "import sentry_sdk\nfrom trytond.wsgi import app\n",
        }
    )

    assert project.own_apps == []
