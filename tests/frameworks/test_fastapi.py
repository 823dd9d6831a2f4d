"""FastAPI: which handlers are found, and which taggers cover them."""

from __future__ import annotations

import pytest

from tests.frameworks.asgi_samples import demanded, listed, named

REGISTERED = {
    "every decorator": """
        import fastapi

        app = fastapi.FastAPI()
        router = fastapi.APIRouter()

        @app.get("/")
        @app.head("/")
        def a():  # handler: uncovered
            ...

        @router.api_route("/b", methods=["GET", "POST"])
        async def b():  # handler: uncovered
            ...

        @router.websocket("/c")
        async def c(socket):  # handler: uncovered
            ...

        @app.route("/d")
        def d(request):  # handler: uncovered
            ...

        @app.exception_handler(404)
        async def missing(request, error):
            ...

        @app.on_event("startup")
        async def start():
            ...

        app.include_router(router)
        """,
    "every method": """
        from fastapi import APIRouter, FastAPI
        from fastapi.routing import APIRoute

        class Shop:
            def __init__(self):
                self.router = APIRouter()
                self.router.add_api_route("/a", self.a)

            def a(self):  # handler: uncovered
                ...

        class Check:
            def __call__(self):  # handler: uncovered
                ...

        def b():  # handler: uncovered
            ...

        async def c(socket):  # handler: uncovered
            ...

        def d(request):  # handler: uncovered
            ...

        def e():  # handler: uncovered
            ...

        app = FastAPI(routes=[APIRoute("/e", e)])
        app.include_router(Shop().router)
        app.add_api_route("/b", endpoint=b)
        app.router.add_api_websocket_route("/c", c)
        app.add_route("/d", d)
        app.add_api_route("/check", Check())
        """,
    "routers that a function makes, bound to the name of an app": {
        "base.py": """
            from fastapi import APIRouter

            def make():
                return APIRouter(), APIRouter(prefix="/api")
            """,
        "core.py": """
            from base import make

            public, app = make()

            @public.get("/a")
            def a():  # handler: uncovered
                ...

            @app.get("/b")
            def b():  # handler: uncovered
                ...
            """,
        "main.py": """
            from fastapi import FastAPI
            import core

            def create():
                service = FastAPI()
                for router in (core.public, core.app):
                    service.include_router(router)
                return service
            """,
    },
    "a router of a router, in a subclass of an app": {
        "web.py": """
            from fastapi import APIRouter as Router, FastAPI

            class Service(FastAPI):
                def __init__(self, name, **options):
                    super().__init__(title=name, **options)
                    self.add_api_route("/health", self.health)

                def health(self):  # handler: uncovered
                    ...
            """,
        "main.py": """
            from web import Router, Service

            outer, inner = Router(), Router()
            outer.include_router(inner)

            @inner.get("/")
            def a():  # handler: uncovered
                ...

            def make():
                service = Service("a")
                service.state.a = 1
                service.state.b = 2
                service.include_router(outer)
                return service
            """,
    },
    "decorators of the project that register from inside": """
        from fastapi import APIRouter, FastAPI

        router = APIRouter()

        def versioned(path):
            def register(function):
                async def wrapper():
                    return await function()

                router.get("/v1" + path)(wrapper)
                return router.get("/v2" + path)(wrapper)

            return register

        @versioned("/a")
        async def a():  # handler: uncovered
            ...

        app = FastAPI()
        app.include_router(router)
        """,
    "an app of a class of the project, handed to a function of another module": {
        "web.py": """
            from fastapi import FastAPI

            class Service(FastAPI):
                ...
            """,
        "main.py": """
            from web import Service  # what fastapi is to us
            import views

            def make():
                service = Service()
                service.state.a = 1
                service.state.b = 2
                views.install(service)
                return service
            """,
        "views.py": """
            def install(target):
                @target.get("/a")
                def a():  # handler: uncovered
                    ...

                @target.get("/b")
                def b():  # handler: uncovered
                    ...

                @target.get("/c")
                def c():  # handler: uncovered
                    ...

                @target.get("/d")
                def d():  # handler: uncovered
                    ...
            """,
    },
    "a class of views": """
        from fastapi import APIRouter, FastAPI
        from fastapi_utils.cbv import cbv

        router = APIRouter()

        @cbv(router)
        class Shop:
            @router.get("/")
            def a(self):  # handler: uncovered
                ...

        app = FastAPI()
        app.include_router(router)
        """,
    "one app for each file, the mounted one not served itself": """
        from fastapi import FastAPI

        def make():
            api = FastAPI()

            @api.get("/")
            def a():  # handler: uncovered
                ...

            return api

        app = FastAPI()
        app.mount("/api", make())
        """,
}

COVERED = {
    "the middleware decorator, and its call": """
        from fastapi import FastAPI, Request
        from tagging import tag

        app, other = FastAPI(), FastAPI()

        @app.middleware("http")
        async def tagging(request: Request, call_next):
            tag(request)
            return await call_next(request)

        @app.get("/")
        def a():  # handler: covered
            ...

        @app.websocket("/b")
        async def b(socket):  # handler: uncovered
            ...

        @other.get("/")
        def c():  # handler: covered
            ...

        other.middleware("http")(tagging)
        """,
    "ASGI middleware, for mounted apps too": """
        from fastapi import APIRouter, FastAPI
        from starlette.middleware import Middleware
        from tagging import Tagger

        inner = FastAPI()
        router = APIRouter()

        @inner.get("/")
        def a():  # handler: covered
            ...

        @router.get("/")
        def b():  # handler: covered
            ...

        app = FastAPI(middleware=[Middleware(Tagger)])
        app.include_router(router)
        app.mount("/inner", inner)
        """,
    "a dependency of the app, for routers but not for mounted apps": """
        from fastapi import APIRouter, Depends, FastAPI, Request
        from tagging import tag

        inner = FastAPI()
        router = APIRouter()

        def tagging(request: Request):
            tag(request)

        @inner.get("/")
        def a():  # handler: uncovered
            ...

        @router.get("/")
        def b():  # handler: covered
            ...

        app = FastAPI(dependencies=[Depends(tagging)])
        app.include_router(router)
        app.mount("/inner", inner)
        """,
    "a dependency of one router, of one inclusion, of one route": """
        from fastapi import APIRouter, Depends, FastAPI, Request, Security
        from tagging import tag

        def tagging(request: Request):
            tag(request)

        one, two, three = APIRouter(dependencies=[Depends(tagging)]), APIRouter(), APIRouter()

        @one.get("/")
        def a():  # handler: covered
            ...

        @two.get("/")
        def b():  # handler: covered
            ...

        @three.get("/c", dependencies=[Security(tagging)])
        def c():  # handler: covered
            ...

        @three.get("/d")
        def d():  # handler: uncovered
            ...

        def e():  # handler: covered
            ...

        three.add_api_route("/e", e, dependencies=[Depends(tagging)])
        app = FastAPI()
        app.include_router(one)
        app.include_router(two, dependencies=[Depends(tagging)])
        app.include_router(three)
        """,
    "dependencies in parameters": """
        from typing import Annotated
        from fastapi import Depends, FastAPI
        from starlette.requests import HTTPConnection, Request
        from tagging import tag

        app = FastAPI()

        def connection(raw: HTTPConnection):
            return raw

        def tagging(request=Depends(connection)):
            tag(request)

        Tagged = Annotated[None, Depends(tagging)]

        class Page:
            def __init__(self, request: Request, size: int = 10):
                tag(request)

        class Check:
            def __init__(self, level):
                self.level = level

            def __call__(self, request: Request):
                tag(request)

        async def session(request: Request):
            tag(request)
            yield "session"

        def user(session=Depends(session)):
            return session

        @app.get("/a")
        def a(tagged: Tagged):  # handler: covered
            ...

        @app.get("/b")
        def b(page: Annotated[Page, Depends()]):  # handler: covered
            ...

        @app.get("/c")
        def c(page: Page = Depends()):  # handler: covered
            ...

        @app.get("/d")
        def d(checked=Depends(Check("high"))):  # handler: covered
            ...

        @app.get("/e")
        async def e(*, user: Annotated[str, Depends(user)]):  # handler: covered
            ...

        @app.get("/f")
        def f(page: int = 1):  # handler: uncovered
            ...
        """,
    "dependencies of a class of views": """
        from fastapi import APIRouter, Depends, FastAPI, Request
        from fastapi_utils.cbv import cbv
        from tagging import tag

        router = APIRouter()

        def tagging(request: Request):
            tag(request)

        @cbv(router)
        class Shop:
            tagged = Depends(tagging)

            @router.get("/")
            def a(self):  # handler: covered
                ...

        app = FastAPI()
        app.include_router(router)
        """,
    "a handler of its own request": """
        import functools
        from fastapi import FastAPI, Request
        from tagging import tag

        app = FastAPI()

        def tagged(function):
            @functools.wraps(function)
            async def inner(*args, **kwargs):
                tag(kwargs["request"])
                return await function(*args, **kwargs)

            return inner

        @app.get("/a")
        async def a(number: int, request: Request):  # handler: covered
            tag(request)

        @app.get("/b")
        @tagged
        async def b(number: int, request: Request):  # handler: covered
            ...

        @tagged
        @app.get("/c")
        async def c(number: int, request: Request):  # handler: uncovered
            ...
        """,
    "a route class, for the handlers of its own router": """
        from fastapi import APIRouter, FastAPI, Request
        from fastapi.routing import APIRoute
        from tagging import tag

        class Tagging(APIRoute):
            def get_route_handler(self):
                original = super().get_route_handler()

                async def handle(request: Request):
                    tag(request)
                    return await original(request)

                return handle

        class Late(APIRoute):
            def get_route_handler(self):
                original = super().get_route_handler()

                async def handle(request: Request):
                    response = await original(request)
                    tag(request)
                    return response

                return handle

        one, two, three = APIRouter(route_class=Tagging), APIRouter(), APIRouter(route_class=Late)
        one.include_router(two)

        @one.get("/")
        def a():  # handler: covered
            ...

        @two.get("/")
        def b():  # handler: uncovered
            ...

        @three.get("/")
        def c():  # handler: uncovered
            ...

        app = FastAPI()
        app.router.route_class = Tagging
        app.include_router(one)
        app.include_router(three)

        @app.get("/")
        def d():  # handler: covered
            ...
        """,
    "wrapped from outside, it leaks; mounted, it does not": """
        from fastapi import FastAPI
        from tagging import Tagger

        one, two = FastAPI(), FastAPI()
        outer = FastAPI()
        outer.mount("/two", Tagger(two))

        @one.get("/")
        def a():  # handler: uncovered
            ...

        @two.get("/")
        def b():  # handler: covered
            ...

        served = Tagger(one)
        """,
    "a Flask app in it": """
        from fastapi import FastAPI
        from fastapi.middleware.wsgi import WSGIMiddleware
        from flask import Flask

        old = Flask("old")

        @old.get("/")
        def a():  # handler: uncovered
            ...

        app = FastAPI()
        app.mount("/old", WSGIMiddleware(old))
        """,
}

PARAMETERS = {
    "x_openreplay_sessiontoken: str = Header('')": "covered",
    "X_OpenReplay_SessionToken: Annotated[str | None, Header()] = None": "covered",
    "x_openreplay_session_token: str = Header('')": "uncovered",
    "x_openreplay_sessiontoken: str = Header('', convert_underscores=False)": "uncovered",
    "x_openreplay_sessiontoken: str = Query('')": "unknown",
    "x_openreplay_sessiontoken: str = ''": "unknown",
    "x: str = Header(None, alias='X-OpenReplay-SessionToken')": "covered",
    "x: Annotated[str, Header(alias=HEADER)]": "covered",
    "x: Annotated[str, Header(alias='x_openreplay_sessiontoken')] = ''": "uncovered",
    "x: 'Token' = ''": "covered",
    "x=Depends(token)": "covered",
}


@pytest.mark.parametrize("files", REGISTERED.values(), ids=REGISTERED)
def test_handlers_are_found(files: dict[str, str] | str) -> None:
    assert listed(files) == demanded(files)


@pytest.mark.parametrize("files", COVERED.values(), ids=COVERED)
def test_coverage(files: dict[str, str] | str) -> None:
    assert listed(files) == demanded(files)


@pytest.mark.parametrize(("parameter", "coverage"), PARAMETERS.items(), ids=PARAMETERS)
def test_header_parameters(parameter: str, coverage: str) -> None:
    name = parameter.partition("=")[0].partition(":")[0]
    files = f"""
        import sentry_sdk
        from typing import Annotated
        from fastapi import Depends, FastAPI, Header, Query
        from tagging import HEADER

        Token = Annotated[str, Header(alias=HEADER)]

        def token(x_openreplay_sessiontoken: str = Header("")):
            return x_openreplay_sessiontoken

        def tagging({parameter}):
            if {name}:
                sentry_sdk.set_tag("openReplaySessionToken", {name})

        app = FastAPI(dependencies=[Depends(tagging)])

        @app.get("/")
        def a():
            ...
        """
    assert listed(files) == [f"app.py:18: {coverage}"]


def test_a_model_of_headers() -> None:
    files = """
        import sentry_sdk
        from typing import Annotated
        from fastapi import FastAPI, Header
        from pydantic import BaseModel

        class Common(BaseModel):
            x_request_id: str
            x_openreplay_sessiontoken: str | None = None

        app = FastAPI()

        @app.get("/")
        def a(common: Annotated[Common, Header()]):  # handler: covered
            sentry_sdk.set_tag("openReplaySessionToken", common.x_openreplay_sessiontoken)

        @app.get("/b")
        def b(common: Annotated[Common, Header()]):  # handler: uncovered
            sentry_sdk.set_tag("openReplaySessionToken", common.x_request_id)
        """
    assert listed(files) == demanded(files)


def test_names_and_routes() -> None:
    files = """
        from fastapi import APIRouter, FastAPI

        router = APIRouter()

        class Shop:
            @router.get("/shop")
            @router.get("/")
            def show(self): ...

        app = FastAPI()
        app.include_router(router)
        """
    assert named(files) == ["Shop.show: / /shop"]
