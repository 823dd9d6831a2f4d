"""Quart: which handlers are found, and whether a tagger covers them."""

from __future__ import annotations

import pytest

from tests.frameworks.asgi_samples import demanded, listed, named
from tests.linked import linked

READ = 'request.headers.get("X-OpenReplay-SessionToken")'
TAG = f"""\
async def tag():
    if token := {READ}:
        sentry_sdk.set_tag("openReplaySessionToken", token)
"""
SYNC_TAG = TAG.removeprefix("async ")
HEAD = (
    "import sentry_sdk\n"
    "from quart import Blueprint, Quart, current_app, request, request_started, websocket\n"
    "from quart.views import MethodView, View\n"
    "from quart_cors import cors\nfrom quart_schema import validate_response\n"
    "from tagging import Tagger\n"
)
APP = f"{HEAD}app = Quart(__name__)\n"
VIEW = "@app.get('/')\nasync def index():  # handler: {}\n    return ''\n"
SOCKET = "@app.websocket('/live')\nasync def live():  # handler: {}\n    ...\n"
COVERED = VIEW.format("covered")
UNCOVERED = VIEW.format("uncovered")

REGISTERED: dict[str, str | dict[str, str]] = {
    "decorators": APP
    + "@app.route('/a')\n@app.post('/b')\nasync def a():  # handler: uncovered\n    ...\n",
    "add_url_rule": APP
    + "def a():  # handler: uncovered\n    ...\napp.add_url_rule('/a', 'a', a)\n",
    "class views": APP
    + "class A(MethodView):\n    async def get(self):  # handler: uncovered\n        ...\n"
    "    async def put(self, name):  # handler: uncovered\n        ...\n"
    "    async def helper(self):\n        ...\n"
    "class B(View):  # handler: uncovered\n    async def dispatch_request(self):\n        ...\n"
    "app.add_url_rule('/a', view_func=A.as_view('a'))\napp.add_url_rule('/b', view_func=B.as_view('b'))\n",
    "decorators of a library below and above the route": APP
    + "@app.get('/a')\n@validate_response(dict)\nasync def a():  # handler: uncovered\n    ...\n"
    "@validate_response(dict)\n@app.get('/b')\nasync def b():  # handler: uncovered\n    ...\n",
    "websockets": APP
    + SOCKET.format("uncovered")
    + "async def more():  # handler: uncovered\n    ...\napp.add_websocket('/more', 'more', more)\n"
    "async def most():  # handler: uncovered\n    ...\n"
    "app.add_url_rule('/most', 'most', most, is_websocket=True)\n",
    "an app that went through cors": APP + "app = cors(app, allow_origin='*')\n" + UNCOVERED,
    "an app that is made inside cors": HEAD + "app = cors(Quart(__name__))\n" + UNCOVERED,
    "a blueprint that went through cors": APP
    + "bp = cors(Blueprint('b', __name__))\napp.register_blueprint(bp)\n"
    "@bp.get('/')\nasync def a():  # handler: uncovered\n    ...\n",
    "nested blueprints in packages, registered in a factory": {
        "shop/__init__.py": "from quart import Quart\nfrom .api import api\n"
        "def create_app():\n    app = Quart(__name__)\n    app.register_blueprint(api)\n    return app\n",
        "shop/api/__init__.py": "from quart import Blueprint\nfrom .orders import orders\n"
        "api = Blueprint('api', __name__, url_prefix='/api')\napi.register_blueprint(orders)\n",
        "shop/api/orders.py": "import quart\norders = quart.Blueprint('orders', __name__)\n"
        "@orders.get('/')\nasync def all_of_them():  # handler: uncovered\n    ...\n",
    },
    "a factory and a function that makes a blueprint": HEAD
    + "def make():\n    bp = Blueprint('b', __name__)\n"
    "    @bp.get('/b')\n    async def b():  # handler: uncovered\n        ...\n    return bp\n"
    "def create_app():\n    app = Quart(__name__)\n"
    "    @app.get('/a')\n    async def a():  # handler: uncovered\n        ...\n"
    "    app.register_blueprint(make())\n    return app\n",
    "a factory with nothing but handlers": HEAD + "def create_app():\n    app = Quart(__name__)\n"
    "    @app.get('/a')\n    async def a():  # handler: uncovered\n        ...\n    return app\n",
    "subclasses of the app and of what is built on it": "from quart_trio import QuartTrio\n"
    "class Shop(QuartTrio):\n    ...\napp = Shop(__name__)\n" + UNCOVERED,
    "resources of Quart-OpenAPI": "from quart_openapi import Pint, Resource\napp = Pint(__name__)\n"
    "@app.route('/')\nclass Root(Resource):\n    async def get(self):  # handler: uncovered\n        ...\n",
    "no handlers": APP
    + "@app.errorhandler(404)\nasync def missing(e):\n    ...\n@app.before_serving\nasync def up():\n    ...\n"
    "@app.cli.command('x')\ndef x():\n    ...\n@app.while_serving\nasync def lifespan():\n    yield\n",
}

BOTH = """
class Both:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] in ("http", "websocket"):
            token = dict(scope["headers"]).get(b"x-openreplay-sessiontoken")
            if token:
                sentry_sdk.set_tag("openReplaySessionToken", token.decode())
        await self.app(scope, receive, send)
"""

HOOKS = {
    "before_request": APP + f"@app.before_request\n{TAG}" + COVERED,
    "before_request, not a coroutine": APP + f"@app.before_request\n{SYNC_TAG}" + COVERED,
    "before_request by a call": APP + f"{TAG}app.before_request(tag)\n" + COVERED,
    "before_request on what cors gives back": APP
    + f"app = cors(app)\n@app.before_request\n{TAG}"
    + COVERED,
    "url_value_preprocessor": APP
    + f"@app.url_value_preprocessor\n{SYNC_TAG.replace('tag()', 'tag(endpoint, values)')}"
    + COVERED,
    "before_request_funcs": APP
    + f"{TAG}app.before_request_funcs.setdefault(None, []).append(tag)\n"
    + COVERED,
    "request_started": APP
    + f"{TAG.replace('tag()', 'tag(sender, **extra)')}request_started.connect(tag, app)\n"
    + COVERED,
    "before_app_request of a blueprint": APP
    + f"bp = Blueprint('b', __name__)\napp.register_blueprint(bp)\n@bp.before_app_request\n{TAG}"
    + COVERED,
    "before_request of a blueprint": APP
    + "bp, inner = Blueprint('b', __name__), Blueprint('i', __name__)\n"
    f"bp.register_blueprint(inner)\napp.register_blueprint(bp)\n@bp.before_request\n{TAG}"
    + UNCOVERED
    + "@inner.get('/in')\ndef inside():  # handler: covered\n    ...\n",
    "after_request is too late": APP
    + f"@app.after_request\n{TAG.replace('tag()', 'tag(response)')}"
    + UNCOVERED,
    "teardown_request is too late": APP
    + f"@app.teardown_request\n{TAG.replace('tag()', 'tag(error)')}"
    + UNCOVERED,
    "asgi_app": APP + "app.asgi_app = Tagger(app.asgi_app)\n" + COVERED,
    "asgi_app of what cors gives back": APP
    + "app = cors(app)\napp.asgi_app = Tagger(app.asgi_app)\n"
    + COVERED,
    "round the app object it leaks": APP + "server = Tagger(app)\n" + UNCOVERED,
    "round the app object, but in Sentry's own middleware": APP
    + "from sentry_sdk.integrations.asgi import SentryAsgiMiddleware\n"
    "server = SentryAsgiMiddleware(Tagger(app))\n" + COVERED,
    "a scope that ends with the hook": APP
    + "@app.before_request\nasync def tag():\n    with sentry_sdk.new_scope() as scope:\n"
    f"        scope.set_tag('openReplaySessionToken', {READ})\n" + UNCOVERED,
    "in a decorator of a view": APP
    + f"{TAG}def tagged(view):\n    async def inner():\n        await tag()\n        return await view()\n"
    "    return inner\n@app.get('/')\n@tagged\nasync def index():  # handler: covered\n    ...\n",
    "before_request is not for websockets": APP
    + f"@app.before_request\n{TAG}"
    + COVERED
    + SOCKET.format("uncovered"),
    "before_websocket is for websockets alone": APP
    + f"@app.before_websocket\n{TAG.replace('request', 'websocket')}"
    + UNCOVERED
    + SOCKET.format("covered"),
    "before_app_websocket of a blueprint": APP
    + "bp = Blueprint('b', __name__)\napp.register_blueprint(bp)\n"
    f"@bp.before_app_websocket\n{TAG.replace('request', 'websocket')}"
    + UNCOVERED
    + SOCKET.format("covered"),
    "asgi_app is for both": APP
    + BOTH
    + "app.asgi_app = Both(app.asgi_app)\n"
    + COVERED
    + SOCKET.format("covered"),
    "mounted in an app of Starlette": APP
    + "from starlette.applications import Starlette\nfrom starlette.routing import Mount\n"
    "outer = Starlette(routes=[Mount('/', app=app)])\n" + UNCOVERED,
    "mounted in an app of Starlette that tags": APP
    + "from starlette.applications import Starlette\nfrom starlette.routing import Mount\n"
    "outer = Starlette(routes=[Mount('/', app=app)])\nouter.add_middleware(Tagger)\n" + COVERED,
    "a hook on an app that cannot be resolved": APP
    + f"@current_app.before_request\n{TAG}"
    + VIEW.format("unknown"),
    "a blueprint that cannot be resolved": APP
    + "import magic\napp.register_blueprint(magic.blueprint)\n"
    + VIEW.format("unknown"),
}

READS = {
    READ: "covered",
    "request.headers['x-openreplay-sessiontoken']": "covered",
    "request.headers.get('X_OpenReplay_SessionToken')": "uncovered",
    "request.headers.get('HTTP_X_OPENREPLAY_SESSIONTOKEN')": "uncovered",
    "dict(request.scope['headers']).get(b'x-openreplay-sessiontoken')": "covered",
    "dict(request.scope['headers']).get(b'X-OpenReplay-SessionToken')": "uncovered",
    "request.args.get('X-OpenReplay-SessionToken')": "unknown",
}


@pytest.mark.parametrize("files", REGISTERED.values(), ids=REGISTERED)
def test_handlers_are_found(files: dict[str, str] | str) -> None:
    assert listed(files) == demanded(files)


@pytest.mark.parametrize("text", HOOKS.values(), ids=HOOKS)
def test_hooks(text: str) -> None:
    assert listed(text) == demanded(text)


@pytest.mark.parametrize(("read", "coverage"), READS.items(), ids=READS)
def test_reads_of_a_header(read: str, coverage: str) -> None:
    text = (
        APP
        + "@app.get('/')\nasync def index():  # handler: "
        + f"{coverage}\n    sentry_sdk.set_tag('openReplaySessionToken', {read})\n"
    )
    assert listed(text) == demanded(text)


def test_names_and_routes() -> None:
    text = (
        APP + "@app.get('/a')\n@app.route('/b', methods=['POST'])\nasync def a(): ...\n"
        "class V(MethodView):\n    async def get(self): ...\n"
        "app.add_url_rule('/v', view_func=V.as_view('v'))\n"
        "@app.websocket('/ws')\nasync def ws(): ...\n"
    )
    assert named(text) == ["a: /b /a", "V.get: /v", "ws: /ws"]


FOUND = {
    "a function": (SYNC_TAG, "app.before_request(tag)"),
    "a coroutine": (TAG, "app.before_request(tag)"),
    "for websockets": (TAG.replace("request", "websocket"), "app.before_websocket(tag)"),
    "with a parameter": (TAG.replace("tag()", "tag(request)"), None),
    "an ASGI middleware": (
        "class Mw:\n    def __init__(self, app):\n        self.app = app\n"
        "    async def __call__(self, scope, receive, send):\n"
        "        for name, value in scope['headers']:\n"
        "            if name == b'x-openreplay-sessiontoken':\n"
        "                sentry_sdk.set_tag('openReplaySessionToken', value.decode())\n"
        "        await self.app(scope, receive, send)\n",
        "app.asgi_app = Mw(app.asgi_app)",
    ),
}


@pytest.mark.parametrize(("tagger", "code"), FOUND.values(), ids=FOUND)
def test_registration_of_a_tagger_that_nothing_hooks_up(tagger: str, code: str | None) -> None:
    files = {
        "hooks.py": f"import sentry_sdk\nfrom quart import request, websocket\n{tagger}",
        "app.py": "from quart import Quart\napp = Quart(__name__)\n" + UNCOVERED,
    }
    (found,) = linked(files).unregistered
    assert (found.recipe.snippet.strip() if found.recipe else None) == code
