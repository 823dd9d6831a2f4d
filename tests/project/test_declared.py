"""Handlers and taggers that the configuration declares."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from replaytag.config import Config
from replaytag.declarations import Declarations
from replaytag.linter.session import Session
from replaytag.workspace import discover
from tests.linked import linked

APP = """
import sentry_sdk
from flask import Flask
import views
sentry_sdk.init()
app = Flask(__name__)
"""
TAGGED_APP = """
import sentry_sdk
from flask import Flask, request
import views
sentry_sdk.init()
app = Flask(__name__)
@app.before_request
def tag():
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
"""
WEB = """
ROUTES = {}
def endpoint(function):
    ROUTES[function.__name__] = function
    return function
def at(path):
    def decorate(function):
        ROUTES[path] = function
        return function
    return decorate
def register(path, function, **options):
    ROUTES[path] = function
class Resource:
    pass
class Service:
    def expose(self, path):
        return at(path)
"""
VIEWS = "from acme.web import endpoint\n@endpoint\ndef show(): ...\n"
ACME = {"acme/__init__.py": "", "acme/web.py": WEB}

# Files, what is declared of handlers; the handlers: file, line, name, coverage.
HANDLERS: dict[str, tuple[Mapping[str, str], Declarations, list[tuple[str, int, str, str]]]] = {
    "a decorator of the project": (
        {"app.py": TAGGED_APP, "views.py": VIEWS, **ACME},
        Declarations(("acme.web.endpoint",)),
        [("views.py", 3, "show", "covered")],
    ),
    "the same, and nothing tags": (
        {"app.py": APP, "views.py": VIEWS, **ACME},
        Declarations(("acme.web.endpoint",)),
        [("views.py", 3, "show", "uncovered")],
    ),
    "not declared": ({"app.py": TAGGED_APP, "views.py": VIEWS, **ACME}, Declarations(), []),
    "a decorator of a library": (
        {"app.py": TAGGED_APP, "views.py": VIEWS},
        Declarations(("acme.web.endpoint",)),
        [("views.py", 3, "show", "covered")],
    ),
    "one that is called": (
        {
            "app.py": TAGGED_APP,
            "views.py": "from acme.web import at\n@at('/x')\ndef show(): ...\n",
            **ACME,
        },
        Declarations(("acme.web.at",)),
        [("views.py", 3, "show", "covered")],
    ),
    "a method": (
        {
            "app.py": TAGGED_APP,
            "views.py": "from acme.web import Service\ns = Service()\n@s.expose('/x')\ndef show(): ...\n",
            **ACME,
        },
        Declarations(("acme.web.Service.expose",)),
        [("views.py", 4, "show", "covered")],
    ),
    "a method of a library's class": (
        {
            "app.py": TAGGED_APP,
            "views.py": "from acme import Service\ns = Service()\n@s.expose('/x')\ndef show(): ...\n",
        },
        Declarations(("acme.Service.expose",)),
        [("views.py", 4, "show", "covered")],
    ),
    "a function": (
        {
            "app.py": TAGGED_APP,
            "views.py": "from acme import web\ndef show(): ...\ndef other(): ...\n"
            "web.register('/x', show)\nweb.register(path='/y', function=other)\n",
            **ACME,
        },
        Declarations(functions=("acme.web.register",)),
        [("views.py", 2, "show", "covered"), ("views.py", 3, "other", "covered")],
    ),
    "a base class": (
        {
            "app.py": TAGGED_APP,
            "views.py": "from acme.web import Resource\nclass Base(Resource): ...\n"
            "class Orders(Base):\n    def get(self): ...\n    def helper(self): ...\n",
            **ACME,
        },
        Declarations(base_classes=("acme.web.Resource",)),
        [("views.py", 2, "Base", "covered"), ("views.py", 4, "Orders.get", "covered")],
    ),
    "two apps, and nobody knows which": (
        {
            "one/app.py": TAGGED_APP,
            "two/app.py": TAGGED_APP,
            "views.py": VIEWS,
            **ACME,
        },
        Declarations(("acme.web.endpoint",)),
        [("views.py", 3, "show", "unknown")],
    ),
}


@pytest.mark.parametrize("name", HANDLERS)
def test_handlers(name: str) -> None:
    files, declared, expected = HANDLERS[name]

    project = linked(files, config=Config(handlers=declared))

    found = [(h.path, h.line, h.name, str(h.coverage)) for h in project.handlers()]
    assert sorted(found) == sorted(expected)


# The views module, what is declared of taggers; the coverage of its handler.
TAGGERS = {
    "a call in a hook": (
        "from app import app\nfrom acme import link\n@app.before_request\ndef f():\n    link()\n"
        "@app.get('/')\ndef show(): ...\n",
        Declarations(functions=("acme.link",)),
        "covered",
    ),
    "a call after the response": (
        "from app import app\nfrom acme import link\n@app.after_request\ndef f(response):\n"
        "    link()\n    return response\n@app.get('/')\ndef show(): ...\n",
        Declarations(functions=("acme.link",)),
        "uncovered",
    ),
    "a call of something else": (
        "from app import app\nfrom acme import other\n@app.before_request\ndef f():\n    other()\n"
        "@app.get('/')\ndef show(): ...\n",
        Declarations(functions=("acme.link",)),
        "uncovered",
    ),
    "a decorator of the handler": (
        "from app import app\nfrom acme import linked\n@app.get('/')\n@linked\ndef show(): ...\n",
        Declarations(("acme.linked",)),
        "covered",
    ),
    "a decorator with options": (
        "from app import app\nfrom acme import linked\n@app.get('/')\n@linked(strict=True)\n"
        "def show(): ...\n",
        Declarations(("acme.linked",)),
        "covered",
    ),
    "a base of the view class": (
        "from app import app\nfrom acme import Linked\nfrom flask.views import MethodView\n"
        "class Show(Linked, MethodView):\n    def get(self): ...\n"
        "app.add_url_rule('/', view_func=Show.as_view('show'))\n",
        Declarations(base_classes=("acme.Linked",)),
        "covered",
    ),
}


@pytest.mark.parametrize("name", TAGGERS)
def test_taggers(name: str) -> None:
    views, declared, coverage = TAGGERS[name]

    project = linked({"app.py": APP, "views.py": views}, config=Config(taggers=declared))

    assert [str(handler.coverage) for handler in project.handlers()] == [coverage]


def test_a_declared_tagger_is_all_that_a_project_needs(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """No name of the contract has to occur in it."""
    root = tmp_path_factory.mktemp("shop")
    views, _, _ = TAGGERS["a call in a hook"]
    (root / "app.py").write_text(APP)
    (root / "views.py").write_text(views)

    def codes() -> list[str]:
        (analysis,) = Session(discover([root])).analyses
        return [diagnostic.code for diagnostic in analysis.diagnostics]

    assert codes() == ["RT301"]
    (root / "pyproject.toml").write_text('[tool.replaytag.taggers]\nfunctions = ["acme.link"]\n')
    assert codes() == []
