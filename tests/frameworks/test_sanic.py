"""Sanic: which handlers are found, and whether a tagger covers them."""

from __future__ import annotations

import pytest

from tests.frameworks.asgi_samples import demanded, listed, named
from tests.linked import linked

HEAD = (
    "import sentry_sdk\nfrom sanic import Blueprint, Sanic, text\nfrom sanic.signals import Event\n"
    "from sanic.views import CompositionView, HTTPMethodView\nfrom tagging import Tagger, tag\n"
    "sentry_sdk.init()\n"
)
APP = f"{HEAD}app = Sanic('shop')\n"
VIEW = "@app.get('/')\nasync def index(request):  # handler: {}\n    ...\n"
COVERED = VIEW.format("covered")
UNCOVERED = VIEW.format("uncovered")
UNKNOWN = VIEW.format("unknown")
BLUEPRINTS = (
    APP + "one, two = Blueprint('one'), Blueprint('two')\n"
    "@one.get('/1')\ndef first(request):  # handler: {}\n    ...\n"
    "@two.get('/2')\ndef second(request):  # handler: {}\n    ...\n"
)
SIGNAL = (
    "async def on_signal({}):\n"
    "    if token := request.headers.get('X-OpenReplay-SessionToken'):\n"
    "        sentry_sdk.set_tag('openReplaySessionToken', token)\n"
).format("request, **rest")

REGISTERED: dict[str, str | dict[str, str]] = {
    "decorators": APP + "@app.route('/a', methods=['GET'], name='first')\n@app.post('/b')\n"
    "async def a(request):  # handler: uncovered\n    ...\n"
    "@app.websocket('/live')\nasync def live(request, ws):  # handler: uncovered\n    ...\n",
    "add_route": APP + "def a(request):  # handler: uncovered\n    ...\napp.add_route(a, '/a')\n"
    "async def feed(request, ws):  # handler: uncovered\n    ...\napp.add_websocket_route(feed, '/feed')\n",
    "class views": APP
    + "class A(HTTPMethodView):\n    async def get(self, request):  # handler: uncovered\n        ...\n"
    "    def post(self, request):  # handler: uncovered\n        ...\n    def helper(self):\n        ...\n"
    "app.add_route(A.as_view(), '/a')\n"
    "class B(HTTPMethodView, attach=app, uri='/b'):\n"
    "    async def delete(self, request):  # handler: uncovered\n        ...\n"
    "class C(HTTPMethodView):\n    async def put(self, request):  # handler: uncovered\n        ...\n"
    "C.attach(app, uri='/c')\n",
    "a composition of functions": APP + "def a(request):  # handler: uncovered\n    ...\n"
    "view = CompositionView()\nview.add(['GET'], a)\napp.add_route(view, '/')\n",
    "methods of an object": APP
    + "class Shop:\n    def __init__(self, app):\n        app.add_route(self.index, '/')\n"
    "    async def index(self, request):  # handler: uncovered\n        ...\nShop(app)\n",
    "blueprints in a list": BLUEPRINTS.format("uncovered", "uncovered")
    + "app.blueprint([one, two])\n",
    "blueprints in a loop": BLUEPRINTS.format("uncovered", "uncovered")
    + "for bp in (one, two):\n    app.blueprint(bp)\n",
    "nested groups": BLUEPRINTS.format("uncovered", "uncovered")
    + "inner = Blueprint.group(one, url_prefix='/in')\n"
    "app.blueprint(Blueprint.group(inner, two, url_prefix='/out'))\n",
    "a group that grows": BLUEPRINTS.format("uncovered", "uncovered")
    + "both = Blueprint.group(one)\nboth.append(two)\napp.blueprint(both)\n",
    "a copy of a blueprint": APP
    + "v1 = Blueprint('v1', version=1)\nv2 = v1.copy('v2', version=2)\n"
    "@v2.get('/new')\ndef new(request):  # handler: uncovered\n    ...\n"
    "app.blueprint(v1)\napp.blueprint(v2)\n",
    "Sanic.get_app": {
        "shop/app.py": "from sanic import Sanic\ndef create_app():\n    app = Sanic('shop')\n"
        "    from shop import pages\n    return app\nother = Sanic('other')\n",
        "shop/pages.py": "from sanic import Sanic\napp = Sanic.get_app('shop')\n"
        "@app.get('/')\nasync def index(request):  # handler: uncovered\n    ...\n",
    },
    "a factory, and blueprints in packages": {
        "shop/__init__.py": "",
        "shop/server.py": "from sanic import Sanic as Server\nfrom shop.blueprints import group\n"
        "class Factory:\n    def __init__(self, name):\n        self.app = Server(name)\n"
        "    def build(self):\n        self.app.blueprint(group)\n        return self.app\n"
        "app = Factory('shop').build()\n",
        "shop/blueprints/__init__.py": "from sanic import Blueprint\nfrom .orders import orders\n"
        "group = Blueprint.group(orders, url_prefix='/api')\n",
        "shop/blueprints/orders.py": "import sanic\norders = sanic.Blueprint('orders')\n"
        "@orders.get('/')\nasync def all_of_them(request):  # handler: uncovered\n    ...\n",
    },
    "no handlers": APP + "@app.exception(Exception)\nasync def failed(request, error):\n    ...\n"
    "@app.before_server_start\nasync def up(app, loop):\n    ...\napp.static('/files', './files')\n"
    "@app.signal('orders.created')\nasync def created(**context):\n    ...\n@app.command\nasync def x():\n    ...\n",
}

HOOKS = {
    "on_request": APP + "app.on_request(tag)\n" + COVERED,
    "on_request as a decorator": APP
    + "@app.on_request\nasync def hook(request):\n    tag(request)\n"
    + COVERED,
    "on_request with a priority": APP
    + "@app.on_request(priority=99)\nasync def hook(request):\n    tag(request)\n"
    + COVERED,
    "middleware": APP + "@app.middleware\nasync def hook(request):\n    tag(request)\n" + COVERED,
    "middleware for requests": APP
    + "@app.middleware('request')\nasync def hook(request):\n    tag(request)\n"
    + COVERED,
    "middleware by a call": APP + "app.middleware(tag, 'request')\n" + COVERED,
    "register_middleware": APP + "app.register_middleware(tag)\n" + COVERED,
    "register_middleware for requests": APP + "app.register_middleware(tag, 'request')\n" + COVERED,
    "for websockets, too": APP
    + "app.on_request(tag)\n@app.websocket('/live')\nasync def live(request, ws):  # handler: covered\n    ...\n",
    "on an app by its name": APP + "Sanic.get_app('shop').on_request(tag)\n" + COVERED,
    "on_response is too late": APP
    + "@app.on_response\nasync def hook(request, response):\n    tag(request)\n"
    + UNCOVERED,
    "middleware for responses is too late": APP
    + "@app.middleware('response')\nasync def hook(request, response):\n    tag(request)\n"
    + UNCOVERED,
    "register_middleware for responses is too late": APP
    + "def hook(request, response):\n    tag(request)\napp.register_middleware(hook, attach_to='response')\n"
    + UNCOVERED,
    "on_request of a blueprint": BLUEPRINTS.format("covered", "uncovered")
    + "one.on_request(tag)\napp.blueprint([one, two])\n"
    + UNCOVERED,
    "on_request of a group": BLUEPRINTS.format("covered", "covered")
    + "both = Blueprint.group(one, two)\nboth.on_request(tag)\napp.blueprint(both)\n"
    + UNCOVERED,
    "middleware of named routes": APP
    + "app.register_named_middleware(tag, ['shop.index'])\n"
    + UNKNOWN,
    "middleware of named routes that tags nothing": APP
    + "app.register_named_middleware(lambda request: None, ['shop.index'])\n"
    + UNCOVERED,
    "routing.before": APP + f"@app.signal('http.routing.before')\n{SIGNAL}" + COVERED,
    "lifecycle.handle": APP + f"@app.signal('http.lifecycle.handle')\n{SIGNAL}" + COVERED,
    "handler.before by Sanic's enumeration": APP
    + f"@app.signal(Event.HTTP_HANDLER_BEFORE)\n{SIGNAL}"
    + COVERED,
    "add_signal": APP + f"{SIGNAL}app.add_signal(on_signal, 'http.routing.after')\n" + COVERED,
    "a signal's context": APP
    + "@app.signal('http.routing.before')\nasync def hook(**context):\n    tag(context['request'])\n"
    + COVERED,
    "a blueprint's signal is the app's": BLUEPRINTS.format("covered", "covered")
    + f"app.blueprint([one, two])\n@one.signal('http.routing.before')\n{SIGNAL}"
    + COVERED,
    "lifecycle.request leaks": APP + f"@app.signal('http.lifecycle.request')\n{SIGNAL}" + UNCOVERED,
    "handler.after is too late": APP + f"@app.signal('http.handler.after')\n{SIGNAL}" + UNCOVERED,
    "lifecycle.response is too late": APP
    + f"@app.signal(Event.HTTP_LIFECYCLE_RESPONSE)\n{SIGNAL}"
    + UNCOVERED,
    "a signal under a condition": APP
    + f"@app.signal('http.routing.before', condition={{'a': 'b'}})\n{SIGNAL}"
    + UNKNOWN,
    "a signal of other middleware": APP
    + f"@app.signal('http.middleware.before')\n{SIGNAL}"
    + UNKNOWN,
    "a signal of unknown name": APP + f"import magic\n@app.signal(magic.EVENT)\n{SIGNAL}" + UNKNOWN,
    "websocket.handler.before is for websockets alone": APP
    + f"@app.signal('websocket.handler.before')\n{SIGNAL}"
    + UNCOVERED
    + "@app.websocket('/live')\nasync def live(request, ws):  # handler: covered\n    ...\n",
    "mounted in an app of Starlette": APP
    + "from starlette.applications import Starlette\nfrom starlette.routing import Mount\n"
    "outer = Starlette(routes=[Mount('/', app=app)])\n" + UNCOVERED,
    "round the app object it leaks": APP + "server = Tagger(app)\n" + UNCOVERED,
    "a scope that ends with the hook": APP
    + "@app.on_request\nasync def hook(request):\n    with sentry_sdk.new_scope() as scope:\n"
    "        scope.set_tag('openReplaySessionToken', request.headers.get('X-OpenReplay-SessionToken'))\n"
    + UNCOVERED,
    "in a decorator of a view": APP
    + "def tagged(view):\n    async def inner(request):\n        tag(request)\n        return await view(request)\n"
    "    return inner\n@app.get('/')\n@tagged\nasync def index(request):  # handler: covered\n    ...\n",
    "in the decorators of a class view": APP
    + "def tagged(view):\n    async def inner(request):\n        tag(request)\n        return await view(request)\n"
    "    return inner\nclass A(HTTPMethodView):\n    decorators = [tagged]\n"
    "    async def get(self, request):  # handler: covered\n        ...\napp.add_route(A.as_view(), '/a')\n",
    "a blueprint that cannot be resolved": APP
    + "import magic\napp.blueprint(magic.blueprint)\n"
    + UNKNOWN,
    "a library's blueprint": APP
    + "from sanic_openapi import openapi3_blueprint\napp.blueprint(openapi3_blueprint)\n"
    + UNCOVERED,
    "registered in a listener, when it is too late": APP
    + "@app.before_server_start\nasync def up(app, loop):\n    app.on_request(tag)\n"
    + UNCOVERED,
}

READS = {
    "request.headers.get('X-OpenReplay-SessionToken')": "covered",
    "request.headers['x-openreplay-sessiontoken']": "covered",
    "request.headers.getone('X-OPENREPLAY-SESSIONTOKEN', '')": "covered",
    "request.headers.getall('x-openreplay-sessiontoken')[0]": "covered",
    "request.headers.x_openreplay_sessiontoken": "covered",
    "request.headers.x_open_replay_session_token": "uncovered",
    "request.headers.get('X_OpenReplay_SessionToken')": "uncovered",
    "request.headers.get('HTTP_X_OPENREPLAY_SESSIONTOKEN')": "uncovered",
    "request.args.get('X-OpenReplay-SessionToken')": "unknown",
    "Request.get_current().headers.get('X-OpenReplay-SessionToken')": "covered",
}

LATE = APP.replace("sentry_sdk.init()\n", "")
STARTS = {
    "a decorator": "@app.before_server_start\nasync def up(app):\n    sentry_sdk.init()\n",
    "a decorator of an event": "@app.listener('before_server_start')\nasync def up(app, loop):\n    sentry_sdk.init()\n",
    "a call": "async def up(app, loop):\n    sentry_sdk.init()\napp.register_listener(up, 'after_server_start')\n",
    "a signal": "@app.signal('server.init.before')\nasync def up(**context):\n    sentry_sdk.init()\n",
    "a helper": "def start():\n    sentry_sdk.init()\n@app.before_server_start\nasync def up(app):\n    start()\n",
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
        APP + "from sanic import Request\n"
        f"@app.get('/')\nasync def index(request: Request):  # handler: {coverage}\n"
        f"    sentry_sdk.set_tag('openReplaySessionToken', {read})\n"
    )
    assert listed(text) == demanded(text)


TAGGED = {
    "a hook": f"app.on_request(tag)\n{UNCOVERED}",
    "a handler": "@app.get('/')\nasync def index(request):  # handler: uncovered\n    tag(request)\n",
    "a blueprint's hook": "bp = Blueprint('b')\nbp.on_request(tag)\napp.blueprint(bp)\n"
    "@bp.get('/')\nasync def index(request):  # handler: uncovered\n    ...\n",
    "a signal": f"@app.signal('http.routing.before')\n{SIGNAL}{UNCOVERED}",
}


@pytest.mark.parametrize("tagged", TAGGED.values(), ids=TAGGED)
def test_every_tag_leaks_where_a_listener_starts_sentry(tagged: str) -> None:
    text = f"{LATE}{STARTS['a decorator']}{tagged}"
    assert listed(text) == demanded(text)


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_tags_leak_where_a_listener_starts_sentry(start: str) -> None:
    text = f"{LATE}{start}app.on_request(tag)\n{UNCOVERED}"
    project = linked({"app.py": text, "tagging.py": TAGGING})

    assert [handler.coverage for handler in project.handlers()] == ["uncovered"]
    (node,) = project.own_apps
    recipe = project.frameworks["sanic"].recipe(project.ev, node.app, project.contract)
    assert not recipe.actions
    assert "started in a listener" in recipe.reason


TAGGING = """
import sentry_sdk


def tag(request):
    if token := request.headers.get("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)
"""

EARLY_TOO = {
    "in the file of the app": {
        "app.py": f"{APP}{STARTS['a decorator']}app.on_request(tag)\n{COVERED}"
    },
    "in a file that imports the app's": {
        "app.py": f"{LATE}{STARTS['a decorator']}app.on_request(tag)\n{COVERED}",
        "main.py": "import sentry_sdk\nsentry_sdk.init()\nfrom app import app\n",
    },
    "by the main process's listener, not one of the server's": {
        "app.py": f"{LATE}{STARTS['a decorator'].replace('before_server', 'main_process')}"
        f"app.on_request(tag)\n{COVERED}"
    },
}


@pytest.mark.parametrize("files", EARLY_TOO.values(), ids=EARLY_TOO)
def test_sentry_is_started_early_enough(files: dict[str, str]) -> None:
    assert listed(files) == demanded(files)


def test_a_start_that_has_nothing_to_do_with_the_app_is_none() -> None:
    files = {
        "app.py": f"{LATE}{STARTS['a decorator']}app.on_request(tag)\n{UNCOVERED}",
        "worker.py": "import sentry_sdk\nsentry_sdk.init()\n",
    }
    assert listed(files) == demanded(files)


NAMED = """
    from sanic import Sanic
    import tagging
    app = Sanic.get_app({name})

    @app.get("/{path}")
    async def page(request):  # handler: {coverage}
        ...
    """
TWO_APPS = {
    "by their names": {
        "one.py": "from sanic import Sanic\nfrom tagging import tag\napp = Sanic('one')\napp.on_request(tag)\n",
        "two.py": "from sanic import Sanic\napp = Sanic('two')\n",
        "pages.py": NAMED.format(name="'one'", path="a", coverage="covered"),
        "more.py": NAMED.format(name="'two'", path="b", coverage="uncovered"),
    },
    "by what imports what": {
        "one.py": "from sanic import Sanic\nfrom tagging import tag\napp = Sanic('one')\napp.on_request(tag)\n"
        "import pages\n",
        "two.py": "from sanic import Sanic\napp = Sanic('two')\nimport more\n",
        "pages.py": NAMED.format(name="", path="a", coverage="covered"),
        "more.py": NAMED.format(name="", path="b", coverage="uncovered"),
    },
    "not at all": {
        "one.py": "from sanic import Sanic\nfrom tagging import tag\napp = Sanic('one')\napp.on_request(tag)\n",
        "two.py": "from sanic import Sanic\napp = Sanic('two')\n",
        "pages.py": NAMED.format(name="", path="a", coverage="unknown"),
    },
    "a hook on either": {
        "one.py": "from sanic import Sanic\napp = Sanic('one')\n" + UNKNOWN,
        "two.py": "from sanic import Sanic\napp = Sanic('two')\n" + UNKNOWN,
        "hooks.py": "from sanic import Sanic\nfrom tagging import tag\nSanic.get_app().on_request(tag)\n",
    },
}


@pytest.mark.parametrize("files", TWO_APPS.values(), ids=TWO_APPS)
def test_two_apps(files: dict[str, str]) -> None:
    assert listed(files) == demanded(files)


def test_names_and_routes() -> None:
    text = (
        APP + "@app.get('/a', name='x')\n@app.post(uri='/b')\nasync def a(request): ...\n"
        "class V(HTTPMethodView):\n    async def get(self, request): ...\n"
        "app.add_route(V.as_view(), uri='/v')\n"
    )
    assert named(text) == ["a: /b /a", "V.get: /v"]


FOUND = {
    "a function": ("def replay(request):\n    tag(request)\n", "app.on_request(replay)"),
    "a coroutine": ("async def replay(req):\n    tag(req)\n", "app.on_request(replay)"),
    "with two parameters": ("def replay(request, response):\n    tag(request)\n", None),
}


@pytest.mark.parametrize(("tagger", "code"), FOUND.values(), ids=FOUND)
def test_registration_of_a_tagger_that_nothing_hooks_up(tagger: str, code: str | None) -> None:
    body = "    sentry_sdk.set_tag('openReplaySessionToken', {}.headers.get('X-OpenReplay-SessionToken'))"
    name = tagger.partition("(")[2].split(",")[0].split(")")[0]
    tagger = tagger.partition("\n")[0] + f"\n{body.format(name)}\n"
    files = {
        "hooks.py": f"import sentry_sdk\n{tagger}",
        "app.py": f"from sanic import Sanic\napp = Sanic('shop')\n{UNCOVERED}",
    }
    (found,) = linked(files).unregistered
    assert (found.recipe.snippet.strip() if found.recipe else None) == code
