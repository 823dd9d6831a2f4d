"""RT304 in every framework: which hooks come too late, and what is moved where."""

from __future__ import annotations

from pathlib import Path

import pytest

from replaytag.effort import Effort
from replaytag.linter.session import Session
from replaytag.workspace import discover
from tests.expectations import expected_diagnostics, found_diagnostics, rows
from tests.projects import without_expectations
from tests.trees import plant

GUARDED = (
    'if token := request.headers.get("X-OpenReplay-SessionToken"):\n'
    '{indent}    sentry_sdk.set_tag("openReplaySessionToken", token)'
)

# The code of an app. Where it says `TAG:`, the request is tagged, too late; `tag:`, in time.
HOOKS = {
    "flask, teardown_request": """
        from flask import Flask, request
        app = Flask(__name__)
        @app.teardown_request
        def tag(error):
            TAG:
        @app.get("/")
        def index():
            return "hello"
        """,
    "flask, registered by a call on a blueprint": """
        from flask import Blueprint, Flask, request
        app = Flask(__name__)
        shop = Blueprint("shop", __name__)
        def tag(response):
            TAG:
            return response
        shop.after_app_request(tag)
        @shop.get("/")
        def index():
            return "hello"
        app.register_blueprint(shop)
        """,
    "flask, an app without handlers that are known": """
        from flask import Flask, request
        app = Flask(__name__)
        @app.after_request
        def tag(response):
            tag:
            return response
        """,
    "flask, one view in time": """
        from flask import Flask, request
        app = Flask(__name__)
        @app.after_request
        def tag(response):
            TAG:
            return response
        @app.get("/a")
        def a():
            tag:
            return "hello"
        @app.get("/b")
        def b():
            return "hello"
        """,
    "flask, a helper of two hooks": """
        from flask import Flask, request
        app = Flask(__name__)
        def tag():
            tag:
        @app.before_request
        def before():
            tag()
        @app.after_request
        def after(response):
            tag()
            return response
        @app.get("/")
        def index():
            return "hello"
        """,
    "flask, a helper of a late hook": """
        from flask import Flask, request
        app = Flask(__name__)
        def tag():
            TAG:
        @app.after_request
        def after(response):
            tag()
            return response
        @app.get("/")
        def index():
            return "hello"
        """,
    "quart": """
        from quart import Quart, request
        app = Quart(__name__)
        @app.after_request
        async def tag(response):
            TAG:
            return response
        @app.get("/")
        async def index():
            return "hello"
        """,
    "bottle": """
        from bottle import Bottle, request
        app = Bottle()
        @app.hook("after_request")
        def tag():
            TAG:
        @app.route("/")
        def index():
            return "hello"
        """,
    "sanic": """
        from sanic import Sanic, text
        app = Sanic("shop")
        @app.middleware("response")
        async def tag(request, response):
            TAG:
        @app.get("/")
        async def index(request):
            return text("hello")
        """,
    "falcon": """
        import falcon
        class Tagging:
            def process_response(self, request, resp, resource, req_succeeded):
                token = request.get_header("X-OpenReplay-SessionToken")
                if token:
                    sentry_sdk.set_tag("openReplaySessionToken", token)  # expect: RT304
        class Index:
            def on_get(self, req, resp):
                resp.text = "hello"
        app = falcon.App(middleware=[Tagging()])
        app.add_route("/", Index())
        """,
    "aiohttp, after": """
        from aiohttp import web
        @web.middleware
        async def tag(request, handler):
            response = await handler(request)
            TAG:
            return response
        async def index(request):
            return web.Response()
        app = web.Application(middlewares=[tag])
        app.router.add_get("/", index)
        """,
    "aiohttp, in finally": """
        from aiohttp import web
        @web.middleware
        async def tag(request, handler):
            try:
                return await handler(request)
            finally:
                tag:
        async def index(request):
            return web.Response()
        app = web.Application(middlewares=[tag])
        app.router.add_get("/", index)
        """,
    "aiohttp, once prepared": """
        from aiohttp import web
        async def tag(request, response):
            TAG:
        async def index(request):
            return web.Response()
        app = web.Application()
        app.on_response_prepare.append(tag)
        app.router.add_get("/", index)
        """,
    "fastapi, except": """
        from fastapi import FastAPI
        app = FastAPI()
        @app.middleware("http")
        async def tag(request, call_next):
            try:
                return await call_next(request)
            except Exception:
                tag:
                raise
        @app.get("/")
        async def index():
            return "hello"
        """,
    "fastapi, one branch before and one after": """
        from fastapi import FastAPI
        app = FastAPI()
        EARLY = False
        @app.middleware("http")
        async def tag(request, call_next):
            if EARLY:
                tag:
                return await call_next(request)
            response = await call_next(request)
            TAG:
            return response
        @app.get("/")
        async def index():
            return "hello"
        """,
    "pyramid": """
        from pyramid.config import Configurator
        def tween(handler, registry):
            def tag(request):
                response = handler(request)
                TAG:
                return response
            return tag
        def index(request):
            return {}
        config = Configurator()
        config.add_route("index", "/")
        config.add_view(index, route_name="index")
        config.add_tween("app.tween")
        app = config.make_wsgi_app()
        """,
    "litestar, in finally": """
        from litestar import Litestar, get
        from litestar.connection import Request
        class Tagging:
            def __init__(self, app):
                self.app = app
            async def __call__(self, scope, receive, send):
                request = Request(scope)
                try:
                    await self.app(scope, receive, send)
                finally:
                    TAG:
        @get("/")
        async def index() -> None: ...
        app = Litestar([index], middleware=[Tagging])
        """,
    "tornado": """
        import tornado.web
        class Index(tornado.web.RequestHandler):
            def on_finish(self):
                request = self.request
                TAG:
            def get(self):
                self.write("hello")
        app = tornado.web.Application([("/", Index)])
        """,
}


def code(text: str) -> str:
    """The code with the statements that it stands for, and their expectations."""
    lines = ["import sentry_sdk", "sentry_sdk.init()"]
    for line in text.split("\n"):
        own = line.removeprefix(" " * 8)
        indent = own[: len(own) - len(own.lstrip())]
        if own.strip() in ("TAG:", "tag:"):
            late = own.strip() == "TAG:"
            own = indent + GUARDED.format(indent=indent) + ("  # expect: RT304" if late else "")
        lines.append(own)
    return "\n".join(lines)


@pytest.mark.parametrize("name", HOOKS)
def test_where_it_is_reported(name: str, tmp_path: Path) -> None:
    text = code(HOOKS[name])
    root = plant(tmp_path, {"app.py": without_expectations(text)})

    (analysis,) = Session(discover([root], select=["RT304"])).analyses

    expected = expected_diagnostics({"app.py": text})
    assert rows(found_diagnostics(analysis.diagnostics)) == rows(expected)
    plain = Session(discover([root], select=["RT304"]), effort=Effort(plain=True))
    assert [one.diagnostics for one in plain.analyses] == [analysis.diagnostics]


DJANGO = {
    "settings.py": 'ROOT_URLCONF = "urls"\nINSTALLED_APPS = []\nMIDDLEWARE = ["tag.Tag"]\n',
    "urls.py": "from django.urls import path\nimport views\nurlpatterns = [path('', views.index)]\n",
    "views.py": "def index(request): ...\n",
}
# The methods of a middleware, and the methods after a fix; None where it changes nothing.
METHODS = {
    "after the view": (
        """
    def __call__(self, request):
        response = self.get_response(request)
        token = request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)  # expect: RT304
        return response
""",
        """
    def __call__(self, request):
        token = request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        response = self.get_response(request)
        return response
""",
    ),
    "with the response": (
        """
    def process_response(self, request, response):
        token = request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)  # expect: RT304
        return response
""",
        None,
    ),
    "in finally": (
        """
    def __call__(self, request):
        try:
            return self.get_response(request)
        finally:
            token = request.headers.get("X-OpenReplay-SessionToken")
            if token:
                sentry_sdk.set_tag("openReplaySessionToken", token)  # expect: RT304
""",
        None,
    ),
    "for some requests, which the response tells": (
        """
    def __call__(self, request):
        response = self.get_response(request)
        token = request.headers.get("X-OpenReplay-SessionToken")
        if token and response.status_code == 500:
            sentry_sdk.set_tag("openReplaySessionToken", token)  # expect: RT304
        return response
""",
        None,
    ),
    "with an error": (
        """
    def process_exception(self, request, error):
        token = request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
""",
        None,
    ),
}
CLASS = """\
import sentry_sdk
from django.utils.deprecation import MiddlewareMixin

sentry_sdk.init()


class Tag(MiddlewareMixin):"""


@pytest.mark.parametrize("name", METHODS)
def test_middleware_of_django(name: str, tmp_path: Path) -> None:
    before, after = METHODS[name]
    files = {**DJANGO, "tag.py": CLASS + before}
    root = plant(tmp_path, {p: without_expectations(text) for p, text in files.items()})
    (analysis,) = Session(discover([root], select=["RT304"])).analyses

    assert rows(found_diagnostics(analysis.diagnostics)) == rows(expected_diagnostics(files))

    Session(discover([root], select=["RT304"]), fixing=True, unsafe=True).write()
    expected = CLASS + (after if after is not None else without_expectations(before))
    assert (root / "tag.py").read_text() == expected


# A registration with the function, and both as a fix leaves them; None where it changes nothing.
FUNCTIONS = {
    "flask, a call": (
        "from flask import Flask, request\napp = Flask(__name__)",
        "def tag(response):\n    TAG:\n    return response\n\n\napp.after_request(tag)",
        "def tag():\n    tag:\n\n\napp.before_request(tag)",
    ),
    "flask, with the error": (
        "from flask import Flask, request\napp = Flask(__name__)",
        "@app.teardown_request\ndef tag(error=None):\n    TAG:",
        "@app.before_request\ndef tag():\n    tag:",
    ),
    "flask, it does something else": (
        "from flask import Flask, request\napp = Flask(__name__)",
        "@app.after_request\ndef tag(response):\n    TAG:\n    count()\n    return response",
        None,
    ),
    "flask, another hook, too": (
        "from flask import Flask, request\napp = Flask(__name__)\nother = Flask('other')",
        "def tag(response):\n    TAG:\n    return response\n\n\n"
        "app.after_request(tag)\nother.after_request(tag)",
        None,
    ),
    "flask, another decorator": (
        "from flask import Flask, request\nfrom shop import timed\napp = Flask(__name__)",
        "@app.after_request\n@timed\ndef tag(response):\n    TAG:\n    return response",
        None,
    ),
    "flask, it answers": (
        "from flask import Flask, request\napp = Flask(__name__)",
        "@app.after_request\ndef tag(response):\n    TAG:\n    return wrap(response)",
        None,
    ),
    "quart": (
        "from quart import Quart, request\napp = Quart(__name__)",
        "@app.after_request\nasync def tag(response):\n    TAG:\n    return response",
        "@app.before_request\nasync def tag():\n    tag:",
    ),
    "bottle": (
        "from bottle import Bottle, request\napp = Bottle()",
        '@app.hook("after_request")\ndef tag():\n    TAG:',
        '@app.hook("before_request")\ndef tag():\n    tag:',
    ),
    "sanic": (
        'from sanic import Sanic\napp = Sanic("shop")',
        "@app.on_response\nasync def tag(request, response):\n    TAG:",
        "@app.on_request\nasync def tag(request):\n    tag:",
    ),
    "sanic, by a word": (
        'from sanic import Sanic\napp = Sanic("shop")',
        '@app.middleware("response")\nasync def tag(request, response):\n    TAG:',
        '@app.middleware("request")\nasync def tag(request):\n    tag:',
    ),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_that_only_tag(name: str, tmp_path: Path) -> None:
    head, before, after = FUNCTIONS[name]
    is_async = "async " in before

    def whole(text: str) -> str:
        route = "\n\n\n@app.route('/')\n" + ("async " if is_async else "") + "def index(*_): ...\n"
        return without_expectations(code(f"{head}\n\n\n{text}{route}"))

    root = plant(tmp_path, {"app.py": whole(before)})

    Session(discover([root], select=["RT304"]), fixing=True, unsafe=True).write()

    assert (root / "app.py").read_text() == whole(after if after is not None else before)
