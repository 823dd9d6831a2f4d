"""Starlette: which handlers are found, and whether middleware covers them."""

from __future__ import annotations

import pytest

from tests.frameworks.asgi_samples import demanded, listed, named

REGISTERED = {
    "routes in the constructor, under other names": """
        from starlette.applications import Starlette as Web
        from starlette.routing import Route as R

        async def a(request):  # handler: uncovered
            ...

        def b(request):  # handler: uncovered
            ...

        site = Web(True, [R("/a", a), R("/b", endpoint=b)])
        """,
    "routes joined from modules": {
        "app.py": """
            from starlette.applications import Starlette
            from parts import first, second

            app = Starlette(routes=[*first.routes, *second.ROUTES] + first.more)
            """,
        "parts/first.py": """
            from starlette.routing import Mount, Route

            def a(request):  # handler: uncovered
                ...

            def b(request):  # handler: uncovered
                ...

            routes = [Mount("/a", routes=[Route("/", a)])]
            more = []
            more.append(Route("/b", b))
            """,
        "parts/second.py": """
            from starlette.routing import Route

            def c(request):  # handler: uncovered
                ...

            ROUTES = tuple(Route(path, c) for path in ("/c", "/d"))
            """,
    },
    "added to an app and to its router": """
        from starlette.applications import Starlette
        from starlette.routing import Route, WebSocketRoute

        app = Starlette()

        def a(request):  # handler: uncovered
            ...

        def b(request):  # handler: uncovered
            ...

        def c(request):  # handler: uncovered
            ...

        async def d(websocket):  # handler: uncovered
            ...

        @app.route("/e")
        def e(request):  # handler: uncovered
            ...

        @app.websocket_route("/f")
        async def f(websocket):  # handler: uncovered
            ...

        app.add_route("/a", a)
        app.router.add_route("/b", route=b)
        app.router.routes.append(Route("/c", c))
        app.routes.extend([WebSocketRoute("/d", d)])
        """,
    "endpoint classes": """
        from starlette.applications import Starlette
        from starlette.endpoints import HTTPEndpoint, WebSocketEndpoint
        from starlette.routing import Route, WebSocketRoute

        class Base(HTTPEndpoint):
            async def get(self, request):
                ...

        class Page(Base):
            async def post(self, request):  # handler: uncovered
                ...

            def put(self, request):  # handler: uncovered
                self.helper()

            def helper(self):
                ...

        class Same(Page):  # handler: uncovered
            ...

        class Live(WebSocketEndpoint):  # handler: uncovered
            async def on_receive(self, websocket, data):
                ...

        app = Starlette(routes=[Route("/", Page), Route("/s", Same), WebSocketRoute("/l", Live)])
        """,
    "methods, partials and objects": """
        from functools import partial
        from starlette.applications import Starlette
        from starlette.routing import Route

        class Shop:
            def __init__(self, goods):
                self.goods = goods

            def show(self, request):  # handler: uncovered
                ...

        class Answer:
            async def __call__(self, scope, receive, send):  # handler: uncovered
                ...

        def age(unit, request):  # handler: uncovered
            ...

        shop = Shop([])
        app = Starlette(routes=[
            Route("/shop", shop.show), Route("/age", partial(age, "days")), Route("/x", Answer()),
        ])
        """,
    "a subclass of the app that is handed its routes": """
        from starlette.applications import Starlette
        from starlette.routing import Route

        class Service(Starlette):
            def __init__(self, name, *args, **options):
                self.name = name
                super().__init__(*args, **options)

        def a(request):  # handler: uncovered
            ...

        def make():
            service = Service("a", routes=[Route("/", a)])
            service.state.ready = True
            service.state.name = "a"
            return service
        """,
    "not handlers": """
        from starlette.applications import Starlette

        async def missing(request, error):
            ...

        async def start():
            ...

        async def hourly():
            ...

        app = Starlette(exception_handlers={404: missing}, on_startup=[start])
        app.add_exception_handler(500, missing)
        app.add_event_handler("shutdown", hourly)
        """,
    "a route that nothing is known to serve belongs to the only app": """
        from starlette.applications import Starlette
        from starlette.routing import Route
        from somewhere import collect

        def a(request):  # handler: uncovered
            ...

        collect(Route("/a", a))
        app = Starlette(routes=collect())
        """,
}

COVERED = {
    "add_middleware": """
        from starlette.applications import Starlette
        from tagging import Tagger

        app = Starlette()
        app.add_middleware(Tagger)

        @app.route("/")
        def a(request):  # handler: covered
            ...
        """,
    "the middleware list, after others and with options": """
        from starlette.applications import Starlette
        from starlette.middleware import Middleware
        from starlette.middleware.gzip import GZipMiddleware
        from starlette.routing import Route
        import sentry_sdk
        from starlette.datastructures import Headers

        class Named:
            def __init__(self, app, tag, header="x-other"):
                self.app, self.tag, self.header = app, tag, header

            async def __call__(self, scope, receive, send):
                if scope.get("type") != "lifespan":
                    if token := Headers(scope=scope).get(self.header):
                        sentry_sdk.set_tag(self.tag, token)
                await self.app(scope, receive, send)

        def a(request):  # handler: covered
            ...

        middleware = [Middleware(GZipMiddleware)]
        middleware += [
            Middleware(Named, "openReplaySessionToken", header="x-openreplay-sessiontoken"),
        ]
        app = Starlette(routes=[Route("/", a)], middleware=middleware)
        """,
    "a subclass registers on itself": """
        from starlette.applications import Starlette
        from tagging import Tagger

        class Service(Starlette):
            def __init__(self, **options):
                super().__init__(**options)
                self.add_middleware(Tagger)

        app = Service()

        @app.route("/")
        def a(request):  # handler: covered
            ...
        """,
    "dispatch of a base class of the project": """
        from starlette.applications import Starlette
        from starlette.middleware.base import BaseHTTPMiddleware
        from tagging import tag

        class Base(BaseHTTPMiddleware):
            async def dispatch(self, request, call_next):
                self.before(request)
                return await call_next(request)

        class Tagging(Base):
            def before(self, request):
                tag(request)

        app = Starlette()
        app.add_middleware(Tagging)

        @app.route("/")
        def a(request):  # handler: covered
            ...

        @app.websocket_route("/live")
        async def b(websocket):  # handler: uncovered
            ...
        """,
    "a dispatch function": """
        from starlette.applications import Starlette
        from starlette.middleware.base import BaseHTTPMiddleware
        from tagging import tag

        async def tagging(request, call_next):
            tag(request)
            return await call_next(request)

        app = Starlette()
        app.add_middleware(BaseHTTPMiddleware, dispatch=tagging)

        @app.route("/")
        def a(request):  # handler: covered
            ...
        """,
    "a dispatch function handed to the base class": """
        from starlette.applications import Starlette
        from starlette.middleware.base import BaseHTTPMiddleware
        from tagging import tag

        class Tagging(BaseHTTPMiddleware):
            def __init__(self, app):
                super().__init__(app, dispatch=self.tagging)

            async def tagging(self, request, call_next):
                tag(request)
                return await call_next(request)

        app = Starlette()
        app.add_middleware(Tagging)

        @app.route("/")
        def a(request):  # handler: covered
            ...
        """,
    "tagging after the rest of the app has run": """
        from starlette.applications import Starlette
        from starlette.middleware.base import BaseHTTPMiddleware
        from tagging import tag

        class Tagging(BaseHTTPMiddleware):
            async def dispatch(self, request, call_next):
                response = await call_next(request)
                tag(request)
                return response

        app = Starlette()
        app.add_middleware(Tagging)

        @app.route("/")
        def a(request):  # handler: uncovered
            ...
        """,
    "other requests are handed on first": """
        from starlette.applications import Starlette
        from starlette.requests import Request
        import tagging

        class Tagging:
            def __init__(self, app):
                self.app = app

            async def __call__(self, scope, receive, send):
                if scope["type"] not in ("http", "websocket"):
                    await self.app(scope, receive, send)
                    return
                tagging.tag(Request(scope, receive))
                await self.app(scope, receive, send)

        app = Starlette()
        app.add_middleware(Tagging)

        @app.route("/")
        def a(request):  # handler: covered
            ...
        """,
    "a closed scope round the rest of the app": """
        import sentry_sdk
        from starlette.applications import Starlette
        from starlette.middleware.base import BaseHTTPMiddleware

        class Tagging(BaseHTTPMiddleware):
            async def dispatch(self, request, call_next):
                with sentry_sdk.new_scope() as scope:
                    token = request.headers.get("X-OpenReplay-SessionToken")
                    scope.set_tag("openReplaySessionToken", token)
                    return await call_next(request)

        app = Starlette()
        app.add_middleware(Tagging)

        @app.route("/")
        def a(request):  # handler: uncovered
            ...
        """,
    "only under a path": """
        from starlette.applications import Starlette
        from starlette.middleware.base import BaseHTTPMiddleware
        from tagging import tag

        class Tagging(BaseHTTPMiddleware):
            async def dispatch(self, request, call_next):
                if request.url.path.startswith("/api"):
                    tag(request)
                return await call_next(request)

        app = Starlette()
        app.add_middleware(Tagging)

        @app.route("/")
        def a(request):  # handler: unknown
            ...
        """,
    "middleware that cannot be resolved": """
        from starlette.applications import Starlette
        from plugins import load

        app = Starlette()
        for cls in load():
            app.add_middleware(cls)

        @app.route("/")
        def a(request):  # handler: unknown
            ...
        """,
    "middleware of a library": """
        from starlette.applications import Starlette
        from starlette.middleware.cors import CORSMiddleware
        from plugins import Timing

        app = Starlette()
        app.add_middleware(CORSMiddleware, allow_origins=["*"])
        app.add_middleware(Timing)

        @app.route("/")
        def a(request):  # handler: uncovered
            ...
        """,
    "wrapped from outside, it leaks": """
        from starlette.applications import Starlette
        from tagging import Tagger

        app = Starlette()

        @app.route("/")
        def a(request):  # handler: uncovered
            ...

        app = Tagger(app)
        """,
    "wrapped from outside, inside Sentry's own": """
        from sentry_sdk.integrations.asgi import SentryAsgiMiddleware
        from starlette.applications import Starlette
        from tagging import Tagger

        app = Starlette()

        @app.route("/")
        def a(request):  # handler: covered
            ...

        served = SentryAsgiMiddleware(Tagger(app))
        """,
    "on one mount and on one route": """
        from starlette.applications import Starlette
        from starlette.middleware import Middleware
        from starlette.routing import Mount, Route
        from tagging import Tagger

        def a(request):  # handler: covered
            ...

        def b(request):  # handler: covered
            ...

        def c(request):  # handler: uncovered
            ...

        app = Starlette(routes=[
            Mount("/a", routes=[Route("/", a)], middleware=[Middleware(Tagger)]),
            Route("/b", b, middleware=[Middleware(Tagger)]),
            Mount("/c", Starlette(routes=[Route("/", c)])),
        ])
        """,
    "for all that is mounted, hosted and taken from routers": """
        from starlette.applications import Starlette
        from starlette.routing import Host, Mount, Route, Router
        from tagging import Tagger

        def a(request):  # handler: covered
            ...

        def b(request):  # handler: covered
            ...

        def c(request):  # handler: covered
            ...

        def d(request):  # handler: covered
            ...

        site = Router([Route("/a", a)])
        more = Router(routes=[Route("/d", d)])
        app = Starlette(routes=[
            Host("example.org", app=site),
            Mount("/b", app=Starlette(routes=[Route("/", b)])),
            *more.routes,
        ])
        app.mount("/c", app=Starlette(routes=[Route("/", c)]))
        app.add_middleware(Tagger)
        """,
    "in the handler, in a decorator below and in an endpoint's dispatch": """
        import functools
        from starlette.applications import Starlette
        from starlette.endpoints import HTTPEndpoint
        from tagging import tag

        app = Starlette()

        def tagged(view):
            @functools.wraps(view)
            async def inner(request):
                tag(request)
                return await view(request)

            return inner

        @app.route("/a")
        async def a(request):  # handler: covered
            tag(request)

        @app.route("/b")
        @tagged
        async def b(request):  # handler: covered
            ...

        @app.route("/c")
        class C(HTTPEndpoint):
            async def dispatch(self):
                tag(self.request)
                await super().dispatch()

            async def get(self, request):  # handler: covered
                ...

        @app.route("/d")
        async def d(request):  # handler: uncovered
            ...
        """,
}

HEADERS = {
    "request.headers.get('X-OpenReplay-SessionToken')": "covered",
    "request.headers['x-openreplay-sessiontoken']": "covered",
    "request.headers.get('x_openreplay_sessiontoken')": "uncovered",
    "request.headers.get('HTTP_X_OPENREPLAY_SESSIONTOKEN')": "uncovered",
    "dict(request.scope['headers'])[b'x-openreplay-sessiontoken'].decode()": "covered",
    "dict(request.scope['headers']).get(b'X-OpenReplay-SessionToken')": "uncovered",
    "dict(request['headers']).get('x-openreplay-sessiontoken')": "uncovered",
    "dict(request.scope.get('headers', [])).get(b'x-openreplay-sessiontoken')": "covered",
    "dict(request.headers.raw).get(b'x-openreplay-sessiontoken')": "covered",
    "{k.decode(): v for k, v in request.scope['headers']}.get('x-openreplay-sessiontoken')": "covered",
    "next((v for k, v in request.headers.items() if k == 'x-openreplay-sessiontoken'), None)": "covered",
    "Headers(raw=request.scope['headers']).get('X-OpenReplay-SessionToken')": "covered",
    "HTTPConnection(request.scope).headers.get('X-OpenReplay-SessionToken')": "covered",
    "request.cookies.get('X-OpenReplay-SessionToken')": "unknown",
    "request.headers.get('X-Request-Id')": "uncovered",
}


@pytest.mark.parametrize("files", REGISTERED.values(), ids=REGISTERED)
def test_handlers_are_found(files: dict[str, str] | str) -> None:
    assert listed(files) == demanded(files)


@pytest.mark.parametrize("files", COVERED.values(), ids=COVERED)
def test_coverage(files: dict[str, str] | str) -> None:
    assert listed(files) == demanded(files)


@pytest.mark.parametrize(("read", "coverage"), HEADERS.items(), ids=HEADERS)
def test_reads_of_a_header(read: str, coverage: str) -> None:
    files = f"""
        import sentry_sdk
        from starlette.applications import Starlette
        from starlette.datastructures import Headers
        from starlette.requests import HTTPConnection

        app = Starlette()

        @app.route("/")
        async def a(request):
            sentry_sdk.set_tag("openReplaySessionToken", {read})
        """
    assert listed(files) == [f"app.py:9: {coverage}"]


def test_names_and_routes() -> None:
    files = """
        from starlette.applications import Starlette
        from starlette.endpoints import HTTPEndpoint
        from starlette.routing import Mount, Route

        class Page(HTTPEndpoint):
            def get(self, request): ...

        def about(request): ...

        app = Starlette(routes=[
            Route("/page", Page), Mount("/x", routes=[Route("/about", about), Route("/", about)]),
        ])
        """
    assert named(files) == ["Page.get: /page", "about: /about /"]
