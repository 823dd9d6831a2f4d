"""Bottle: which handlers are found, and which taggers cover them."""

from __future__ import annotations

import pytest

from tests.frameworks.asgi_samples import demanded, listed, named

REGISTERED = {
    "the default app": """
        import bottle
        from bottle import get, post, route, run

        @route("/")
        @route("/index", method=["GET", "DELETE"])
        def index():  # handler: uncovered
            ...

        @get("/a")
        def a():  # handler: uncovered
            ...

        @bottle.put("/b")
        def b():  # handler: uncovered
            ...

        @route
        def c():  # handler: uncovered
            ...

        def d():  # handler: uncovered
            ...

        @bottle.error(404)
        def missing(error):
            ...

        post("/d", callback=d)
        bottle.default_app().route("/e", "GET", lambda: "e")  # handler: uncovered
        run()
        """,
    "objects, in a factory": """
        from bottle import Bottle

        def index():  # handler: uncovered
            ...

        def old():  # handler: uncovered
            ...

        def make():
            web = Bottle(autojson=False)
            web.route("/", "GET", index)
            web.route("/old", callback=old)

            @web.patch("/new")
            def new():  # handler: uncovered
                ...

            return web
        """,
    "methods that are registered by hand": """
        import bottle

        class Server:
            def __init__(self):
                self.app = bottle.Bottle()
                self._routes()

            def _routes(self):
                self.app.route("/", method="GET", callback=self.index)
                for path, view in (("/a", self.a), ("/b", self.b)):
                    self.app.route(path, callback=view)

            def index(self):  # handler: uncovered
                ...

            def a(self):  # handler: uncovered
                ...

            def b(self):  # handler: uncovered
                ...

        server = Server()
        """,
    "a subclass": """
        import bottle

        class Web(bottle.Bottle):
            def __init__(self):
                super().__init__()
                self.get("/", callback=self.index)
                self.add_route(bottle.Route(self, "/about", "GET", self.about))

            def index(self):  # handler: uncovered
                ...

            def about(self):  # handler: uncovered
                ...

        Web().run()
        """,
    "templates and other decorators": """
        from bottle import Bottle, view

        app = Bottle()

        def signed_in(f):
            def inner(*args, **kwargs):
                return f(*args, **kwargs)

            return inner

        @app.get("/")
        @view("index")
        @signed_in
        def index():  # handler: uncovered
            ...
        """,
    "what is mounted and merged": {
        "app.py": """
            import bottle
            from parts import admin, pages

            root = bottle.Bottle()
            root.mount("/admin/", admin.app)
            root.merge(pages.app)
            """,
        "parts/__init__.py": "",
        "parts/admin.py": """
            from bottle import Bottle

            app = Bottle()

            @app.get("/")
            def index():  # handler: uncovered
                ...
            """,
        "parts/pages.py": """
            from bottle import Bottle

            app = Bottle()

            @app.get("/<name>")
            def page(name):  # handler: uncovered
                ...
            """,
    },
}

HEAD = """
import bottle
import sentry_sdk
from bottle import Bottle, hook, install, request, route
from elsewhere import found

HEADER = "X-OpenReplay-SessionToken"
root = Bottle()
child = Bottle()


def tag():
    if token := request.get_header(HEADER):
        sentry_sdk.set_tag("openReplaySessionToken", token)


def plugin(callback):
    def inner(*args, **kwargs):
        tag()
        return callback(*args, **kwargs)

    return inner


class Plugin:
    name = "replay"

    def apply(self, callback, route):
        return plugin(callback)


@root.get("/own")
def own():
    ...


@child.get("/other")
def other():
    ...


@route("/default")
def default():
    ...


"""
MERGED = "root.merge(child)\n"
MOUNTED = "root.mount('/child/', child)\n"
MOUNTED_BY_WSGI = "root.mount('/child', child)\n"
# What is registered; the coverage of handlers of the root, of its child and of the default app.
HOOKS = {
    "a hook of the root": (
        f"{MERGED}root.add_hook('before_request', tag)",
        "covered",
        "covered",
        "uncovered",
    ),
    "a hook of the root, mounted": (
        f"{MOUNTED}root.hook('before_request')(tag)",
        "covered",
        "covered",
        "uncovered",
    ),
    "a hook of the root, mounted by WSGI": (
        f"{MOUNTED_BY_WSGI}root.hook('before_request')(tag)",
        "covered",
        "covered",
        "uncovered",
    ),
    "a hook of a merged child": (
        f"{MERGED}child.hook('before_request')(tag)",
        "uncovered",
        "uncovered",
        "uncovered",
    ),
    "a hook of a mounted child": (
        f"{MOUNTED}child.hook('before_request')(tag)",
        "uncovered",
        "unknown",
        "uncovered",
    ),
    "another hook of a mounted child": (
        f"{MOUNTED}child.add_hook('before_request', dict)\nchild.hook('before_request')(lambda: root)",
        "uncovered",
        "uncovered",
        "uncovered",
    ),
    "a hook of a child mounted by WSGI": (
        f"{MOUNTED_BY_WSGI}child.add_hook('before_request', tag)",
        "uncovered",
        "covered",
        "uncovered",
    ),
    "a hook after requests": (
        f"{MERGED}root.hook('after_request')(tag)",
        "uncovered",
        "uncovered",
        "uncovered",
    ),
    "a hook of the default app": (
        f"{MERGED}hook('before_request')(tag)",
        "uncovered",
        "uncovered",
        "covered",
    ),
    "a hook of the default app by its name": (
        f"{MERGED}bottle.default_app().add_hook('before_request', tag)",
        "uncovered",
        "uncovered",
        "covered",
    ),
    "a hook that is not resolved": (
        f"{MERGED}root.add_hook('before_request', found.hook)\nchild.hook('config')(tag)",
        "uncovered",
        "uncovered",
        "uncovered",
    ),
    "the default app is mounted": (
        "root.mount('/d/', bottle.app())\nroot.hook('before_request')(tag)",
        "covered",
        "uncovered",
        "covered",
    ),
    "a plugin of the root": (f"{MERGED}root.install(plugin)", "covered", "uncovered", "uncovered"),
    "a plugin of a child": (
        f"{MERGED}child.install(Plugin())",
        "uncovered",
        "covered",
        "uncovered",
    ),
    "a plugin of the default app": (
        f"{MERGED}install(Plugin())",
        "uncovered",
        "uncovered",
        "covered",
    ),
    "a library's plugin": (
        f"{MERGED}root.install(found.Plugin())",
        "uncovered",
        "uncovered",
        "uncovered",
    ),
    "an outer wrapper": (
        "class Outer:\n    def __init__(self, app):\n        self.app = app\n"
        "    def __call__(self, environ, start_response):\n"
        "        sentry_sdk.set_tag('openReplaySessionToken', environ['HTTP_X_OPENREPLAY_SESSIONTOKEN'])\n"
        f"        return self.app(environ, start_response)\n{MERGED}application = Outer(root)",
        "uncovered",
        "uncovered",
        "uncovered",
    ),
    "an outer wrapper with a scope": (
        "class Outer:\n    def __init__(self, app):\n        self.app = app\n"
        "    def __call__(self, environ, start_response):\n"
        "        with sentry_sdk.isolation_scope() as own:\n"
        "            own.set_tag('openReplaySessionToken', environ['HTTP_X_OPENREPLAY_SESSIONTOKEN'])\n"
        f"            return self.app(environ, start_response)\n{MERGED}application = Outer(bottle.default_app())",
        "uncovered",
        "uncovered",
        "covered",
    ),
}

READS = {
    "request.get_header('X-OpenReplay-SessionToken')": "covered",
    "request.headers.get('x-openreplay-sessiontoken')": "covered",
    "request.headers['X_OpenReplay_SessionToken']": "covered",
    "request.headers.get('HTTP_X_OPENREPLAY_SESSIONTOKEN')": "uncovered",
    "request.get_header('X-OpenReplay-Session-Token')": "uncovered",
    "request.environ.get('HTTP_X_OPENREPLAY_SESSIONTOKEN')": "covered",
    "request.environ.get('X-OpenReplay-SessionToken')": "uncovered",
    "request.get('HTTP_X_OPENREPLAY_SESSIONTOKEN')": "covered",
    "bottle.request['HTTP_X_OPENREPLAY_SESSIONTOKEN']": "covered",
    "request.query.get('X-OpenReplay-SessionToken')": "unknown",
    "request.get_cookie('X-OpenReplay-SessionToken')": "unknown",
}

# How a route is registered on an app that has a plugin; its coverage.
SKIPS = {
    "app.get('/', callback=index)": "covered",
    "app.get('/', callback=index, skip=True)": "uncovered",
    "app.get('/', callback=index, skip=[plugin])": "uncovered",
    "app.get('/', callback=index, skip=[Plugin])": "uncovered",
    "app.get('/', callback=index, skip='replay')": "uncovered",
    "app.get('/', callback=index, skip=['json'])": "covered",
    "other.get('/', callback=index)": "uncovered",
    "other.get('/', callback=index, apply=plugin)": "covered",
    "other.get('/', callback=index, apply=[wrapped])": "covered",
}


@pytest.mark.parametrize("files", REGISTERED.values(), ids=REGISTERED)
def test_handlers_are_found(files: dict[str, str] | str) -> None:
    assert listed(files) == demanded(files)


@pytest.mark.parametrize(("rest", "own", "child", "default"), HOOKS.values(), ids=HOOKS)
def test_hooks_and_plugins(rest: str, own: str, child: str, default: str) -> None:
    text = f"{HEAD}{rest}\n"
    lines = text.lstrip("\n").split("\n")
    at = [lines.index(f"def {name}():") + 1 for name in ("own", "other", "default")]
    found = dict(row.rsplit(": ", 1) for row in listed(text))

    assert [found[f"app.py:{line}"] for line in at] == [own, child, default]


@pytest.mark.parametrize(("read", "coverage"), READS.items(), ids=READS)
def test_reads_of_a_header(read: str, coverage: str) -> None:
    text = f"""
        import bottle
        import sentry_sdk
        from bottle import request

        @bottle.get("/")
        def index():
            sentry_sdk.set_tag("openReplaySessionToken", {read})
        """
    assert listed(text) == [f"app.py:6: {coverage}"]


@pytest.mark.parametrize(("registered", "coverage"), SKIPS.items(), ids=SKIPS)
def test_plugins_that_routes_skip_and_apply(registered: str, coverage: str) -> None:
    text = f"""
        import bottle
        from tagging import tag

        app, other = bottle.Bottle(), bottle.Bottle()

        class Plugin:
            name = "replay"

            def apply(self, callback, route):
                return wrapped(callback)

        def wrapped(callback):
            def inner(*args, **kwargs):
                tag(bottle.request)
                return callback(*args, **kwargs)
            return inner

        def index():
            ...

        plugin = Plugin()
        app.install(plugin)
        {registered}
        """
    assert listed(text) == [f"app.py:18: {coverage}"]


def test_names_and_routes() -> None:
    text = """
        from bottle import Bottle, get

        class Pages:
            def one(self): ...

        app = Bottle()
        app.route(["/one", "/first"], "GET", Pages().one)

        @get("/two")
        def two(): ...
        """
    assert named(text) == ["Pages.one: /one /first", "two: /two"]
