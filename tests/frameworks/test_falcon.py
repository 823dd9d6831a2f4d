"""Falcon: which handlers are found, and which taggers cover them."""

from __future__ import annotations

import pytest

from tests.frameworks.asgi_samples import demanded, listed, named
from tests.linked import linked

REGISTERED = {
    "resources, suffixes and sinks": """
        import falcon

        class Things:
            def on_get(self, req, resp):  # handler: uncovered
                ...

            def on_post(self, req, resp):  # handler: uncovered
                ...

            def on_get_item(self, req, resp, ident):  # handler: uncovered
                ...

            def on_delete_other(self, req, resp):
                ...

            def on_error(self, req, resp):
                ...

        class Proxy:
            def __call__(self, req, resp, **rest):  # handler: uncovered
                ...

        def fallback(req, resp):  # handler: uncovered
            ...

        application = falcon.App()
        things = Things()
        application.add_route("/things", things)
        application.add_route("/things/{ident}", things, suffix="item")
        application.add_sink(fallback, "/old")
        application.add_sink(Proxy(), prefix=r"/proxy/(?P<rest>.*)")
        application.add_static_route("/static", "/srv/static")
        """,
    "the old name, and resources made elsewhere": {
        "app.py": """
            from falcon import API

            from parts import resources

            def make():
                api = API()
                for path, resource in resources.ROUTES:
                    api.add_route(path, resource)
                return api
            """,
        "parts/__init__.py": "",
        "parts/resources.py": """
            class Base:
                def on_get(self, req, resp):  # handler: uncovered
                    ...

            class Ports(Base):
                def __init__(self, limit):
                    self.limit = limit

                def on_put(self, req, resp):  # handler: uncovered
                    ...

            ROUTES = [("/ports", Ports(4))]
            """,
    },
    "a module as a resource": {
        "app.py": """
            import falcon

            import health
            from parts import status

            app = falcon.App()
            app.add_route("/health", health)
            app.add_route("/status", status, suffix="short")
            """,
        "health.py": """
            def on_get(req, resp):  # handler: uncovered
                ...

            def helper():
                ...
            """,
        "parts/__init__.py": "",
        "parts/status.py": """
            def on_get(req, resp):
                ...

            def on_get_short(req, resp):  # handler: uncovered
                ...
            """,
    },
    "apps of a class of the project": """
        import falcon

        class Ping:
            def on_get(self, req, resp):  # handler: uncovered
                ...

        class Late:
            def on_get(self, req, resp):  # handler: uncovered
                ...

        class Service(falcon.App):
            def __init__(self, *args, **kwargs):
                super().__init__(*args, **kwargs)
                self.add_route("/ping", Ping())

            def add_route(self, uri_template, resource, **kwargs):
                super().add_route("/v1" + uri_template, resource, **kwargs)

        service = Service()
        service.add_route("/late", Late())
        """,
    "resources of a package that imports its own modules": {
        "app.py": """
            import falcon

            from parts import endpoints

            app = falcon.App()
            for path, resource in endpoints(object()):
                app.add_route(path, resource)
            """,
        "parts/__init__.py": """
            from parts import tides

            def endpoints(store):
                return [("/tides", tides.Tides(store))]
            """,
        "parts/tides.py": """
            class Tides:
                def __init__(self, store):
                    self.store = store

                def on_get(self, req, resp):  # handler: uncovered
                    ...

                def on_put(self, req, resp):  # handler: uncovered
                    self.store.write(req.media)
                    self.store.close()
                    resp.status = 204
            """,
    },
    "websockets are judged": """
        import falcon.asgi

        class Feed:
            async def on_get(self, req, resp):  # handler: uncovered
                ...

            async def on_websocket(self, req, ws):  # handler: uncovered
                ...

        app = falcon.asgi.App()
        app.add_route("/feed", Feed())
        """,
    "what is registered on an app that is handed over": {
        "app.py": """
            import falcon
            import routes

            app = falcon.App()
            routes.setup(app)
            """,
        "routes.py": """
            class Tides:
                def on_get(self, req, resp):  # handler: uncovered
                    ...

            def setup(app):
                app.add_route("/tides", Tides())
            """,
    },
}

HEAD = """
import falcon
import falcon.asgi
import sentry_sdk
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware
from elsewhere import Foreign, found

T = "X-OpenReplay-SessionToken"


def tag(req):
    if token := req.get_header(T):
        sentry_sdk.set_tag("openReplaySessionToken", token)


class Early:
    def process_request(self, req, resp):
        tag(req)


class Routed:
    def process_resource(self, req, resp, resource, params):
        tag(req)


class Late:
    def process_response(self, req, resp, resource, succeeded):
        tag(req)


class Thing:
    def on_get(self, req, resp):
        ...


def sink(req, resp):
    ...


"""
# What makes the app; the coverage of a routed handler and of a sink.
MIDDLEWARE = {
    "in a list": ("app = falcon.App(middleware=[Early()])", "covered", "covered"),
    "in a tuple": ("app = falcon.App(middleware=(Late(), Early()))", "covered", "covered"),
    "one object": ("app = falcon.API(middleware=Early())", "covered", "covered"),
    "a variable": (
        "parts = [Late()]\nparts.append(Early())\napp = falcon.App(middleware=parts)",
        "covered",
        "covered",
    ),
    "by position": ("app = falcon.App('text/plain', None, None, [Early()])", "covered", "covered"),
    "added": ("app = falcon.App()\napp.add_middleware(Early())", "covered", "covered"),
    "a list is added": (
        "app = falcon.App()\napp.add_middleware([Late(), Early()])",
        "covered",
        "covered",
    ),
    "a subclass's own": (
        "class Service(falcon.App):\n    def __init__(self):\n"
        "        super().__init__(middleware=[Early()])\n\napp = Service()",
        "covered",
        "covered",
    ),
    "process_resource": ("app = falcon.App(middleware=[Routed()])", "covered", "uncovered"),
    "process_response": ("app = falcon.App(middleware=[Late()])", "uncovered", "uncovered"),
    "a library's": (
        "app = falcon.App(middleware=[falcon.CORSMiddleware()])",
        "uncovered",
        "uncovered",
    ),
    "what a library's object has": (
        "cors = Foreign()\napp = falcon.App(middleware=[cors.middleware])",
        "uncovered",
        "uncovered",
    ),
    "one that is not resolved": ("app = falcon.App(middleware=[found])", "unknown", "unknown"),
    "a list that is not resolved": ("app = falcon.App(middleware=found())", "unknown", "unknown"),
    "not registered": ("app = falcon.App()", "uncovered", "uncovered"),
    "arguments that are not resolved": (
        "import os\napp = falcon.App(**os.environ)",
        "unknown",
        "unknown",
    ),
}

OWN_SCOPE = """
class Wrapper:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        with sentry_sdk.isolation_scope() as own:
            for name, value in scope["headers"]:
                if name == b"x-openreplay-sessiontoken" and value:
                    own.set_tag("openReplaySessionToken", value.decode())
            await self.app(scope, receive, send)


"""
PLAIN = OWN_SCOPE.replace("with sentry_sdk.isolation_scope() as own", "if True").replace(
    "own.set_tag", "sentry_sdk.set_tag"
)
OWN_SCOPE_WSGI = """
class Wrapper:
    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        with sentry_sdk.isolation_scope() as own:
            own.set_tag("openReplaySessionToken", environ["HTTP_X_OPENREPLAY_SESSIONTOKEN"])
            return self.app(environ, start_response)


"""
PLAIN_WSGI = OWN_SCOPE_WSGI.replace("with sentry_sdk.isolation_scope() as own", "if True").replace(
    "own.set_tag", "sentry_sdk.set_tag"
)
# What is defined, what makes the app, what is done when it has its routes; the coverage.
ASGI = {
    "nobody opens a scope": ("", "falcon.asgi.App(middleware=[Early()])", "", "uncovered"),
    "nobody opens a scope for a responder": (
        "",
        "falcon.asgi.App(middleware=[Routed()])",
        "",
        "uncovered",
    ),
    "Sentry's middleware is round it": (
        "",
        "falcon.asgi.App(middleware=[Early()])",
        "app = SentryAsgiMiddleware(app)",
        "covered",
    ),
    "Sentry's middleware is round it, by keyword": (
        "",
        "falcon.asgi.App(middleware=[Routed()])",
        "app = SentryAsgiMiddleware(app=app)",
        "covered",
    ),
    "a wrapper with a scope of its own": (
        OWN_SCOPE,
        "falcon.asgi.App()",
        "app = Wrapper(app)",
        "covered",
    ),
    "a wrapper without one": (PLAIN, "falcon.asgi.App()", "app = Wrapper(app)", "uncovered"),
    "a wrapper without one inside Sentry's": (
        PLAIN,
        "falcon.asgi.App()",
        "app = SentryAsgiMiddleware(Wrapper(app))",
        "covered",
    ),
    "a wrapper with one inside Sentry's": (
        OWN_SCOPE,
        "falcon.asgi.App()",
        "app = SentryAsgiMiddleware(Wrapper(app))",
        "covered",
    ),
    "mounted in another app": (
        "from starlette.applications import Starlette\n",
        "falcon.asgi.App(middleware=[Early()])",
        "main = Starlette()\nmain.mount('/things', app)",
        "unknown",
    ),
    "a WSGI wrapper with a scope of its own": (
        OWN_SCOPE_WSGI,
        "falcon.App()",
        "app = Wrapper(app)",
        "covered",
    ),
    "a WSGI wrapper without one": (PLAIN_WSGI, "falcon.App()", "app = Wrapper(app)", "uncovered"),
}

READS = {
    ("falcon.App", "req.get_header('X-OpenReplay-SessionToken')"): "covered",
    ("falcon.App", "req.get_header('x_openreplay_sessiontoken')"): "covered",
    ("falcon.App", "req.get_header('X-OpenReplay-Session-Token')"): "uncovered",
    ("falcon.App", "req.headers.get('X-OPENREPLAY-SESSIONTOKEN')"): "covered",
    ("falcon.App", "req.headers.get('X-OpenReplay-SessionToken')"): "uncovered",
    ("falcon.App", "req.headers['x-openreplay-sessiontoken']"): "uncovered",
    ("falcon.App", "req.headers_lower.get('x-openreplay-sessiontoken')"): "covered",
    ("falcon.App", "req.env.get('HTTP_X_OPENREPLAY_SESSIONTOKEN')"): "covered",
    ("falcon.App", "req.env['X-OpenReplay-SessionToken']"): "uncovered",
    ("falcon.App", "req.get_param('X-OpenReplay-SessionToken')"): "unknown",
    ("falcon.asgi.App", "req.get_header('x-openreplay-sessionTOKEN')"): "covered",
    ("falcon.asgi.App", "req.get_header('x_openreplay_sessiontoken')"): "uncovered",
    ("falcon.asgi.App", "req.headers.get('x-openreplay-sessiontoken')"): "covered",
    ("falcon.asgi.App", "req.headers.get('X-OPENREPLAY-SESSIONTOKEN')"): "uncovered",
    ("falcon.asgi.App", "dict(req.scope['headers'])[b'x-openreplay-sessiontoken']"): "covered",
}


@pytest.mark.parametrize("files", REGISTERED.values(), ids=REGISTERED)
def test_handlers_are_found(files: dict[str, str] | str) -> None:
    assert listed(files) == demanded(files)


@pytest.mark.parametrize(("made", "routed", "sink"), MIDDLEWARE.values(), ids=MIDDLEWARE)
def test_middleware(made: str, routed: str, sink: str) -> None:
    text = f"{HEAD}{made}\napp.add_route('/', Thing())\napp.add_sink(sink)\n"
    lines = text.lstrip("\n").split("\n")
    at = [lines.index("    def on_get(self, req, resp):"), lines.index("def sink(req, resp):")]

    assert listed(text) == [f"app.py:{at[0] + 1}: {routed}", f"app.py:{at[1] + 1}: {sink}"]


@pytest.mark.parametrize(("more", "made", "after", "coverage"), ASGI.values(), ids=ASGI)
def test_scopes_of_asgi(more: str, made: str, after: str, coverage: str) -> None:
    text = f"{HEAD}{more}app = {made}\napp.add_route('/', Thing())\n{after}\n"
    line = text.lstrip("\n").split("\n").index("    def on_get(self, req, resp):") + 1

    assert listed(text) == [f"app.py:{line}: {coverage}"]


@pytest.mark.parametrize(("app", "read", "coverage"), [(*k, v) for k, v in READS.items()])
def test_reads_of_a_header(app: str, read: str, coverage: str) -> None:
    text = f"""
        import falcon
        import falcon.asgi
        import sentry_sdk
        from sentry_sdk.integrations.asgi import SentryAsgiMiddleware

        class Thing:
            def on_get(self, req: falcon.Request, resp):
                sentry_sdk.set_tag("openReplaySessionToken", {read})

        app = {app}()
        app.add_route("/", Thing())
        application = SentryAsgiMiddleware(app)
        """
    assert listed(text) == [f"app.py:7: {coverage}"]


def test_hooks_of_responders_and_resources() -> None:
    text = """
        import falcon
        import sentry_sdk
        from tagging import HEADER

        def linked(req, resp, resource, params, name):
            if token := req.get_header(HEADER):
                sentry_sdk.set_tag(name, token)

        class Base:
            @falcon.before(linked, "openReplaySessionToken")
            def on_get(self, req, resp):  # handler: covered
                ...

        class Some(Base):
            @falcon.after(linked, "openReplaySessionToken")
            def on_post(self, req, resp):  # handler: uncovered
                ...

        @falcon.before(linked, name="openReplaySessionToken")
        class All:
            def on_put(self, req, resp):  # handler: covered
                ...

        class Derived(All):
            def on_patch(self, req, resp):  # handler: uncovered
                ...

        app = falcon.App()
        app.add_route("/some", Some())
        app.add_route("/all", All())
        app.add_route("/derived", Derived(), suffix=None)
        """
    # ``Derived`` has ``on_put`` too, at the same place.
    assert sorted(set(listed(text))) == demanded(text)


def test_websockets_have_methods_of_their_own() -> None:
    text = """
        import falcon.asgi
        import sentry_sdk
        from sentry_sdk.integrations.asgi import SentryAsgiMiddleware
        from tagging import HEADER

        class Tagger:
            async def process_request_ws(self, req, ws):
                if token := req.get_header(HEADER):
                    sentry_sdk.set_tag("openReplaySessionToken", token)

        class Feed:
            async def on_get(self, req, resp):  # handler: uncovered
                ...

            async def on_websocket(self, req, ws):  # handler: covered
                ...

        app = falcon.asgi.App(middleware=Tagger())
        app.add_route("/feed", Feed())
        app = SentryAsgiMiddleware(app)
        """
    assert listed(text) == demanded(text)


def test_a_request_of_the_project_s_own() -> None:
    text = """
        import falcon
        import sentry_sdk

        class Request(falcon.Request):
            @property
            def session(self):
                return self.get_header("X-OpenReplay-SessionToken")

        class Tagger:
            def process_request(self, req, resp):
                if req.session:
                    sentry_sdk.set_tag("openReplaySessionToken", req.session)

        class Thing:
            def on_get(self, req, resp):  # handler: covered
                ...

        app = falcon.App(request_type=Request, middleware=[Tagger()])
        app.add_route("/", Thing())
        """
    assert listed(text) == demanded(text)


def test_names_and_routes() -> None:
    text = """
        import falcon
        import health

        class Base:
            def on_get(self, req, resp): ...

        class One(Base): ...

        class Two(Base): ...

        app = falcon.App()
        app.add_route("/one", One())
        app.add_route("/two", Two())
        app.add_route("/deux", Two())
        app.add_route("/health", health)
        """
    files = {"app.py": text, "health.py": "def on_head(req, resp): ...\n"}
    assert named(files) == [
        "One.on_get: /one",
        "Two.on_get: /two /deux",
        "health.on_head: /health",
    ]


ANSWERS = {
    "a router of its own": ("falcon.App(router=object())", "", True),
    "a resource that is not resolved": ("falcon.App()", "app.add_route('/', load('thing'))", True),
    "a resource that is resolved": ("falcon.App()", "app.add_route('/', Thing())", False),
    "nothing": ("falcon.App()", "", False),
    "what may tag resources that are not resolved": (
        "falcon.App(middleware=Routed())",
        "app.add_route('/', load('thing'))",
        False,
    ),
}


@pytest.mark.parametrize(("made", "then", "answers"), ANSWERS.values(), ids=ANSWERS)
def test_apps_that_answer_though_their_handlers_are_not_known(
    made: str, then: str, answers: bool
) -> None:
    project = linked(f"{HEAD}from simport import load\napp = {made}\n{then}\n")

    (node,) = project.apps.served()

    assert project.answers(node) is answers
