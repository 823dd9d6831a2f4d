"""Falcon: where the tagging middleware is written, and how it is registered."""

from __future__ import annotations

import difflib

import pytest

from replaytag.contract import DEFAULT_CONTRACT
from replaytag.diagnostics import Diagnostic
from replaytag.fixes.apply import apply_edits
from replaytag.frameworks.writing.standard_middleware import asgi_class
from replaytag.project import Project
from replaytag.rules import rt301_missing_header_extraction as rt301
from replaytag.rules import rt303_tagger_not_registered as rt303
from tests.linked import linked

NAME = "OpenReplaySentryMiddleware"

HEAD = """\
import falcon
import falcon.asgi
import sentry_sdk
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware


class Auth:
    def process_request(self, req, resp):
        ...


class Thing:
    def on_get(self, req, resp):
        ...


"""
SERVED = 'app.add_route("/", Thing())\n'
FACTORY = """\
def create():
    app = falcon.asgi.App()
    app.add_route("/", Thing())
    {0}return app


"""

COMPONENT = f'''\
class {NAME}:
    """Tag each request's Sentry events with its OpenReplay session."""

    def process_request(self, req, resp):
        token = req.get_header("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
'''

# What follows the head; the lines that a fix changes, without those of the class.
WRITTEN = {
    "as an argument of its own": (
        f"app = falcon.App()\n{SERVED}",
        ["-app = falcon.App()", f"+app = falcon.App(middleware=[{NAME}()])"],
    ),
    "first in the list": (
        f"app = falcon.API(middleware=[Auth()])\n{SERVED}",
        [
            "-app = falcon.API(middleware=[Auth()])",
            f"+app = falcon.API(middleware=[{NAME}(), Auth()])",
        ],
    ),
    "in an empty tuple": (
        f"app = falcon.App(middleware=())\n{SERVED}",
        ["-app = falcon.App(middleware=())", f"+app = falcon.App(middleware=({NAME}(),))"],
    ),
    "before one object": (
        f"app = falcon.App(middleware=Auth(), cors_enable=True)\n{SERVED}",
        [
            "-app = falcon.App(middleware=Auth(), cors_enable=True)",
            f"+app = falcon.App(middleware=[{NAME}(), Auth()], cors_enable=True)",
        ],
    ),
    "in a list with a name": (
        f"parts = [Auth()]\napp = falcon.App(middleware=parts)\n{SERVED}",
        ["-parts = [Auth()]", f"+parts = [{NAME}(), Auth()]"],
    ),
    "in a list with a name that grows": (
        f"parts = []\nparts.append(Auth())\napp = falcon.App(middleware=parts)\n{SERVED}",
        ["-parts = []", f"+parts = [{NAME}()]"],
    ),
    "before a list that is computed": (
        f"parts = [part() for part in (Auth,)]\napp = falcon.API(middleware=parts)\n{SERVED}",
        [
            "-app = falcon.API(middleware=parts)",
            f"+app = falcon.API(middleware=[{NAME}(), *parts])",
        ],
    ),
    "after an app whose list is computed in the call": (
        f"app = falcon.App(middleware=[Auth()] + [Auth()])\n{SERVED}",
        [f"+app.add_middleware({NAME}())"],
    ),
    "in the call of a base's constructor": (
        "class Service(falcon.App):\n    def __init__(self):\n"
        "        super().__init__(cors_enable=True)\n"
        f"        self.{SERVED[4:]}\n\nservice = Service()\n",
        [
            "-        super().__init__(cors_enable=True)",
            f"+        super().__init__(cors_enable=True, middleware=[{NAME}()])",
        ],
    ),
    "in the call of a class without a constructor": (
        f"class Service(falcon.App):\n    pass\n\n\napp = Service()\n{SERVED}",
        ["-app = Service()", f"+app = Service(middleware=[{NAME}()])"],
    ),
    "arguments that are unpacked": (
        f"options = {{}}\napp = falcon.App(**options)\n{SERVED}",
        [f"+app.add_middleware({NAME}())"],
    ),
    "inside Sentry's middleware": (
        f"app = falcon.asgi.App()\n{SERVED}app = SentryAsgiMiddleware(app)\n",
        ["-app = falcon.asgi.App()", f"+app = falcon.asgi.App(middleware=[{NAME}()])"],
    ),
    "round an ASGI app of a module": (
        f"app = falcon.asgi.App()\n{SERVED}\nif __name__ == '__main__':\n    serve(app)\n",
        [f"+app = {NAME}(app)"],
    ),
    "round an ASGI app before it is handed on": (
        f"app = falcon.asgi.App()\n{SERVED}application = app\n",
        [f"+app = {NAME}(app)"],
    ),
    "round an ASGI app of a factory": (
        FACTORY.format(""),
        [f"+    app = {NAME}(app)"],
    ),
    "round an ASGI app with routes from a helper": (
        f"def setup(target):\n    target.{SERVED[4:]}\n\napp = falcon.asgi.App()\nsetup(app)\n",
        [f"+app = {NAME}(app)"],
    ),
}

# What follows the head, and why no fix is offered.
LEFT = {
    "an old app whose list is computed": (
        f"app = falcon.API(middleware=[Auth()] + [Auth()])\n{SERVED}",
        "its middleware is not listed in the call that makes it",
    ),
    "an ASGI app that is kept as an attribute": (
        "class Server:\n    def __init__(self):\n"
        f"        self.app = falcon.asgi.App()\n        self.{SERVED}\n\nserver = Server()\n",
        "the app is kept as an attribute, and it is not known when it is complete",
    ),
    "an ASGI app that is registered on by who makes it": (
        f"{FACTORY.format('')}app = create()\napp.add_sink(print)\n",
        "`app.py` may register more on the app after it is made",
    ),
    "an ASGI app that is registered on in a function": (
        f"app = falcon.asgi.App()\n{SERVED}\n\ndef later():\n    app.{SERVED[4:]}\n",
        "`app.py` may register more on the app after it is made",
    ),
    "an ASGI app that is handed on too early": (
        f"app = falcon.asgi.App()\napplication = app\n{SERVED}",
        "more is registered on the app after it is handed on",
    ),
    "an ASGI app that is made in a branch": (
        f"if Thing:\n    app = falcon.asgi.App()\n    {SERVED}",
        "the app is made in a branch, and it is not known when it is complete",
    ),
    "an ASGI app without a name": (
        f"def make():\n    return falcon.asgi.App()\n\n\nmake().{SERVED[4:]}",
        "the app is not bound to a name by a statement of its own",
    ),
}

TAGGER = """\
import sentry_sdk


class Tagger:
{init}    {keyword} process_request(self, req, resp):
        if token := req.get_header("X-OpenReplay-SessionToken"):
            sentry_sdk.set_tag("openReplaySessionToken", token)
"""
WRAPPER = """\
import sentry_sdk


class Tagger:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        with sentry_sdk.isolation_scope() as own:
            for name, value in scope["headers"]:
                if name == b"x-openreplay-sessiontoken" and value:
                    own.set_tag("openReplaySessionToken", value.decode())
            await self.app(scope, receive, send)
"""
INIT = "    def __init__(self, name):\n        self.name = name\n\n"
# The tagger that is defined, what makes the app; the lines that a fix changes.
REGISTERED = {
    "a class": (
        TAGGER.format(init="", keyword="def"),
        f"app = falcon.App(middleware=[Auth()])\n{SERVED}",
        [
            "+from tagging import Tagger",
            "-app = falcon.App(middleware=[Auth()])",
            "+app = falcon.App(middleware=[Tagger(), Auth()])",
        ],
    ),
    "a class that takes arguments": (
        TAGGER.format(init=INIT, keyword="def"),
        f"app = falcon.App()\n{SERVED}",
        [],
    ),
    "a class for the other protocol": (
        TAGGER.format(init="", keyword="async def"),
        f"app = falcon.App()\n{SERVED}",
        [],
    ),
    "an ASGI class, inside Sentry's": (
        TAGGER.format(init="", keyword="async def"),
        f"app = falcon.asgi.App()\n{SERVED}application = SentryAsgiMiddleware(app)\n",
        [
            "+from tagging import Tagger",
            "-app = falcon.asgi.App()",
            "+app = falcon.asgi.App(middleware=[Tagger()])",
        ],
    ),
    "an ASGI class, with no scope to run in": (
        TAGGER.format(init="", keyword="async def"),
        f"app = falcon.asgi.App()\n{SERVED}",
        [],
    ),
    "a wrapper": (
        WRAPPER,
        f"app = falcon.asgi.App()\n{SERVED}",
        ["+from tagging import Tagger", "+app = Tagger(app)"],
    ),
}


def _changes(project: Project, diagnostic: Diagnostic) -> list[str]:
    """The changed lines but blank ones, and those of a new class."""
    assert diagnostic.fix is not None
    data = project.workspace.read("app.py")
    after = apply_edits(data, [e for e in diagnostic.fix.edits if e.path == "app.py"])
    lines = difflib.ndiff(data.decode().splitlines(), after.decode().splitlines())
    written = {*asgi_class(DEFAULT_CONTRACT, isolates=True).splitlines(), *COMPONENT.splitlines()}
    return [
        line[0] + line[2:]
        for line in lines
        if line[0] in "+-"
        and line[2:].strip()
        and line[2:].replace("async ", "") not in written
        and line[2:] not in written
    ]


@pytest.mark.parametrize(("rest", "changes"), WRITTEN.values(), ids=WRITTEN)
def test_where_the_middleware_is_written(rest: str, changes: list[str]) -> None:
    project = linked(f"{HEAD}{rest}")

    (diagnostic,) = rt301.check(project)

    assert _changes(project, diagnostic) == changes


@pytest.mark.parametrize(("rest", "reason"), LEFT.values(), ids=LEFT)
def test_what_is_left_to_a_person(rest: str, reason: str) -> None:
    (diagnostic,) = rt301.check(linked(f"{HEAD}{rest}"))

    assert diagnostic.fix is None
    assert diagnostic.help is not None
    assert f"It is not written for you: {reason}." in diagnostic.help
    assert f"class {NAME}:" in (diagnostic.snippet or "")


@pytest.mark.parametrize(("tagger", "rest", "changes"), REGISTERED.values(), ids=REGISTERED)
def test_an_existing_tagger_is_registered(tagger: str, rest: str, changes: list[str]) -> None:
    project = linked({"app.py": f"{HEAD}sentry_sdk.init()\n{rest}", "tagging.py": tagger})

    (diagnostic,) = rt303.check(project)

    found = _changes(project, diagnostic) if diagnostic.fix is not None else []
    assert found == changes
