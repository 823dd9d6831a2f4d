"""Flask: which handlers are found, and whether a tagger covers them."""

from __future__ import annotations

import pytest

from tests.linked import linked

READ = 'request.headers.get("X-OpenReplay-SessionToken")'
TAG = f"""\
def tag():
    if token := {READ}:
        sentry_sdk.set_tag("openReplaySessionToken", token)
"""
HEAD = "import sentry_sdk\nfrom flask import *\nfrom flask.views import MethodView, View\n"
APP = f"{HEAD}app = Flask(__name__)\n"
VIEW = "@app.get('/')\ndef index():\n    return ''\n"

# What the files say; then each handler as name, routes, coverage.
IDIOMS: dict[str, tuple[str | dict[str, str], list[tuple[str, str, str]]]] = {
    "decorators": (
        APP + "@app.route('/a')\n@app.post('/b')\ndef a():\n    pass\n",
        [("a", "/b /a", "uncovered")],
    ),
    "add_url_rule, positional and by keyword": (
        APP + "def a():\n    pass\ndef b():\n    pass\n"
        "app.add_url_rule('/a', 'a', a)\napp.add_url_rule('/b', view_func=b)\n",
        [("a", "/a", "uncovered"), ("b", "/b", "uncovered")],
    ),
    "endpoint": (
        APP + "app.add_url_rule('/a', endpoint='x')\n@app.endpoint('x')\ndef a():\n    pass\n",
        [("a", "x", "uncovered")],
    ),
    "class view": (
        APP + "class A(MethodView):\n    def get(self):\n        pass\n    def helper(self):\n        pass\n"
        "app.add_url_rule('/a', view_func=A.as_view('a'))\n",
        [("A.get", "/a", "uncovered")],
    ),
    "class view with inherited methods": (
        APP + "class A(MethodView):\n    def get(self):\n        pass\nclass B(A):\n    pass\n"
        "app.add_url_rule('/b', view_func=B.as_view('b'))\n",
        [("B", "/b", "uncovered")],
    ),
    "an app under another name, from the project's own module": (
        {
            "web.py": "from flask import Flask as Web\n",
            "app.py": "import sentry_sdk\nfrom web import Web as W\nsite = W('x')\n"
            "@site.get('/')\ndef a():\n    pass  # route(\n",
        },
        [("a", "/", "uncovered")],
    ),
    "an app that is a blueprint": (
        {
            "views.py": "from flask import Blueprint\napp = Blueprint('v', __name__)\n"
            "@app.get('/')\ndef a():\n    pass\n",
            "main.py": "from flask import Flask\nimport views\nserver = Flask('x')\n"
            "server.register_blueprint(views.app)\n",
        },
        [("a", "/", "uncovered")],
    ),
    "unpacked apps": (
        HEAD + "def make():\n    return Flask('a'), Blueprint('b', 'b')\npublic, api = make()\n"
        "public.register_blueprint(api)\n@api.get('/')\ndef a():\n    pass\n",
        [("a", "/", "uncovered")],
    ),
    "registered in a loop": (
        APP + "def a():\n    pass\ndef b():\n    pass\n"
        "for rule, view in [('/a', a), ('/b', b)]:\n    app.add_url_rule(rule, view_func=view)\n",
        [("a", "/a", "uncovered"), ("b", "/b", "uncovered")],
    ),
    "a factory with nothing but handlers": (
        HEAD + "def create_app():\n    app = Flask(__name__)\n"
        "    @app.get('/a')\n    def a():\n        pass\n    return app\n",
        [("a", "/a", "uncovered")],
    ),
    "not a handler": (
        APP + "@app.cli.command('x')\ndef a():\n    pass\n@app.errorhandler(404)\ndef b(e):\n    pass\n",
        [],
    ),
    "before_request": (
        APP + f"@app.before_request\n{TAG}{VIEW}",
        [("index", "/", "covered")],
    ),
    "before_request in a helper that is handed the app": (
        APP + f"{TAG}def install(target):\n    target.before_request(tag)\ninstall(app)\n{VIEW}",
        [("index", "/", "covered")],
    ),
    "after_request is too late": (
        APP + f"@app.after_request\ndef late(response):\n    tag()\n    return response\n{TAG}{VIEW}",
        [("index", "/", "uncovered")],
    ),
    "before_app_request of a blueprint": (
        APP + f"bp = Blueprint('b', 'b')\nbp.before_app_request(tag)\napp.register_blueprint(bp)\n{VIEW}"
        .replace("bp.before", f"{TAG}bp.before"),
        [("index", "/", "covered")],
    ),
    "before_request of a blueprint reaches its own handlers": (
        APP + f"bp = Blueprint('b', 'b')\n{TAG}bp.before_request(tag)\napp.register_blueprint(bp)\n"
        f"{VIEW}@bp.get('/in')\ndef inside():\n    pass\n",
        [("index", "/", "uncovered"), ("inside", "/in", "covered")],
    ),
    "nested blueprint": (
        APP + f"a, b = Blueprint('a', 'a'), Blueprint('b', 'b')\n{TAG}a.before_request(tag)\n"
        "a.register_blueprint(b)\napp.register_blueprint(a)\n@b.get('/')\ndef x():\n    pass\n",
        [("x", "/", "covered")],
    ),
    "in the view": (
        APP + f"{TAG}@app.get('/')\ndef a():\n    tag()\n    return ''\n",
        [("a", "/", "covered")],
    ),
    "decorator under the route": (
        APP + f"{TAG}def tagged(f):\n    def inner(*a, **k):\n        tag()\n        return f(*a, **k)\n"
        "    return inner\n@app.get('/')\n@tagged\ndef a():\n    pass\n",
        [("a", "/", "covered")],
    ),
    "decorator above the route wraps nothing": (
        APP + f"{TAG}def tagged(f):\n    def inner(*a, **k):\n        tag()\n        return f(*a, **k)\n"
        "    return inner\n@tagged\n@app.get('/')\ndef a():\n    pass\n",
        [("a", "/", "uncovered")],
    ),
    "wsgi_app": (
        APP + "class M:\n    def __init__(self, app):\n        self.app = app\n"
        "    def __call__(self, environ, start_response):\n"
        "        token = environ.get('HTTP_X_OPENREPLAY_SESSIONTOKEN')\n"
        "        if token:\n            sentry_sdk.set_tag('openReplaySessionToken', token)\n"
        f"        return self.app(environ, start_response)\napp.wsgi_app = M(app.wsgi_app)\n{VIEW}",
        [("index", "/", "covered")],
    ),
    "wsgi_app of a function": (
        APP + "def m(app):\n    def inner(environ, start_response):\n"
        "        token = environ.get('HTTP_X_OPENREPLAY_SESSIONTOKEN')\n"
        "        if token:\n            sentry_sdk.set_tag('openReplaySessionToken', token)\n"
        "        return app(environ, start_response)\n    return inner\n"
        f"app.wsgi_app = m(app.wsgi_app)\n{VIEW}",
        [("index", "/", "covered")],
    ),
    "wsgi_app of a function, too late": (
        APP + "def m(app):\n    def inner(environ, start_response):\n"
        "        result = app(environ, start_response)\n"
        "        token = environ.get('HTTP_X_OPENREPLAY_SESSIONTOKEN')\n"
        "        if token:\n            sentry_sdk.set_tag('openReplaySessionToken', token)\n"
        "        return result\n    return inner\n"
        f"app.wsgi_app = m(app.wsgi_app)\n{VIEW}",
        [("index", "/", "uncovered")],
    ),
    "round the app object it leaks": (
        APP + "class M:\n    def __init__(self, app):\n        self.app = app\n"
        "    def __call__(self, environ, start_response):\n"
        "        token = environ.get('HTTP_X_OPENREPLAY_SESSIONTOKEN')\n"
        "        if token:\n            sentry_sdk.set_tag('openReplaySessionToken', token)\n"
        f"        return self.app(environ, start_response)\n{VIEW}application = M(app)\n",
        [("index", "/", "uncovered")],
    ),
    "a scope of its own that ends with the hook": (
        APP + "@app.before_request\ndef tag():\n    with sentry_sdk.push_scope() as scope:\n"
        f"        scope.set_tag('openReplaySessionToken', {READ})\n{VIEW}",
        [("index", "/", "uncovered")],
    ),
    "configure_scope": (
        APP + "@app.before_request\ndef tag():\n    with sentry_sdk.configure_scope() as scope:\n"
        f"        scope.set_tag('openReplaySessionToken', {READ})\n{VIEW}",
        [("index", "/", "covered")],
    ),
    "from another header": (
        APP + "@app.before_request\ndef tag():\n"
        f"    sentry_sdk.set_tag('openReplaySessionToken', request.headers.get('X-Other'))\n{VIEW}",
        [("index", "/", "uncovered")],
    ),
    "from a value that cannot be followed": (
        APP + "import magic\n@app.before_request\ndef tag():\n"
        f"    sentry_sdk.set_tag('openReplaySessionToken', magic.token())\n{VIEW}",
        [("index", "/", "unknown")],
    ),
    "under a condition on the path": (
        APP + "@app.before_request\ndef tag():\n    if request.path.startswith('/api'):\n"
        f"        sentry_sdk.set_tag('openReplaySessionToken', {READ})\n{VIEW}",
        [("index", "/", "unknown")],
    ),
    "under a condition on the configuration": (
        APP + "import settings\n@app.before_request\ndef tag():\n    if settings.REPLAY:\n"
        f"        sentry_sdk.set_tag('openReplaySessionToken', {READ})\n{VIEW}",
        [("index", "/", "covered")],
    ),
    "after an early return": (
        APP + f"@app.before_request\ndef tag():\n    token = {READ}\n    if not token:\n        return\n"
        f"    sentry_sdk.set_tag('openReplaySessionToken', token)\n{VIEW}",
        [("index", "/", "covered")],
    ),
    "on one captured event only": (
        APP + "@app.get('/')\ndef a():\n    try:\n        work()\n    except ValueError as error:\n"
        f"        sentry_sdk.capture_exception(error, tags={{'openReplaySessionToken': {READ}}})\n",
        [("a", "/", "uncovered")],
    ),
    "a partial as the hook": (
        APP + "import functools\ndef tag(header, name):\n    if value := request.headers.get(header):\n"
        "        sentry_sdk.set_tag(name, value)\napp.before_request(functools.partial(\n"
        f"    tag, 'X-OpenReplay-SessionToken', name='openReplaySessionToken'))\n{VIEW}",
        [("index", "/", "covered")],
    ),
    "kept on g by one hook, tagged by the next": (
        APP + f"@app.before_request\ndef read():\n    g.token = {READ}\n@app.before_request\ndef tag():\n"
        f"    if g.token:\n        sentry_sdk.set_tag('openReplaySessionToken', g.token)\n{VIEW}",
        [("index", "/", "covered")],
    ),
    "from a table of headers and tags": (
        APP + "TAGS = {'X-Request-ID': 'request', 'X-OpenReplay-SessionToken': 'openReplaySessionToken'}\n"
        "@app.before_request\ndef tag():\n    for header, name in TAGS.items():\n"
        "        if value := request.headers.get(header):\n            sentry_sdk.set_tag(name, value)\n"
        f"{VIEW}",
        [("index", "/", "covered")],
    ),
    "in the else of a failing subscript": (
        APP + "@app.before_request\ndef tag():\n    try:\n"
        "        token = request.headers['X-OpenReplay-SessionToken']\n    except KeyError:\n        pass\n"
        f"    else:\n        sentry_sdk.set_tag('openReplaySessionToken', token)\n{VIEW}",
        [("index", "/", "covered")],
    ),
    "an extension object": (
        APP + "class Replay:\n    def init_app(self, app):\n        app.before_request(self._tag)\n"
        f"    def _tag(self):\n        if token := {READ}:\n"
        "            sentry_sdk.set_tag('openReplaySessionToken', token)\n"
        f"replay = Replay()\nreplay.init_app(app)\n{VIEW}",
        [("index", "/", "covered")],
    ),
    "a blueprint that cannot be resolved": (
        APP + f"import plugins\nfor plugin in plugins.load():\n    app.register_blueprint(plugin)\n{VIEW}",
        [("index", "/", "unknown")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), IDIOMS.values(), ids=list(IDIOMS))
def test_idiom(files: str | dict[str, str], expected: list[tuple[str, str, str]]) -> None:
    rows = linked(files).handlers()
    assert [(row.name, " ".join(row.routes), row.coverage) for row in rows] == expected
