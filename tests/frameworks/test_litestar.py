"""Litestar and Starlite: which handlers are found, and which hooks of which layers cover them."""

from __future__ import annotations

import pytest

from replaytag.contract import DEFAULT_CONTRACT
from replaytag.frameworks.litestar import FRAMEWORK
from tests.frameworks.asgi_samples import demanded, listed, named
from tests.linked import linked

REGISTERED = {
    "functions of every kind": """
        from litestar import Litestar, asgi, delete, get, post, route, websocket, websocket_listener

        @get("/")
        async def index() -> str:  # handler: uncovered
            ...

        @post(path=["/a", "/b"], sync_to_thread=True)
        def add() -> str:  # handler: uncovered
            ...

        @route("/c", http_method=["GET", "PUT"])
        async def either() -> str:  # handler: uncovered
            ...

        @websocket("/ws")
        async def live(socket) -> None:  # handler: uncovered
            ...

        @websocket_listener("/chat")
        async def chat(data: str) -> str:  # handler: uncovered
            ...

        @asgi("/raw", is_mount=True)
        async def raw(scope, receive, send) -> None:  # handler: uncovered
            ...

        app = Litestar([index, add, either, live, chat, raw])
        """,
    "the old name": """
        from starlite import Controller, Starlite, get

        class Shelf(Controller):
            path = "/shelf"

            @get()
            def index(self) -> str:  # handler: uncovered
                ...

        app = Starlite(route_handlers=[Shelf])
        """,
    "handlers from elsewhere, in lists and routers": {
        "shop/__init__.py": "",
        "shop/app.py": """
            import litestar

            from shop import stock
            from shop.routes import handlers

            def create_app() -> litestar.Litestar:
                api = litestar.Router(path="/api", route_handlers=[stock.Stock])
                return litestar.Litestar(route_handlers=[*handlers, api])
            """,
        "shop/routes.py": """
            from litestar.handlers import HTTPRouteHandler, get

            @get("/prices")
            async def prices() -> list:  # handler: uncovered
                ...

            @HTTPRouteHandler("/offers", http_method="GET")
            async def offers() -> list:  # handler: uncovered
                ...

            handlers = [prices]
            handlers.append(offers)
            """,
        "shop/stock.py": """
            from litestar import get, put
            from litestar.controller import Controller

            class Common(Controller):
                @get("/version")
                async def version(self) -> str:  # handler: uncovered
                    ...

            class Stock(Common):
                path = "/stock"

                @put("/{sku:str}")
                async def count(self, sku: str) -> int:  # handler: uncovered
                    ...

                def helper(self) -> None:
                    ...
            """,
    },
    "registered by calls": """
        from litestar import Litestar, Router, get

        @get("/a")
        async def one() -> str:  # handler: uncovered
            ...

        async def two() -> str:  # handler: uncovered
            ...

        router = Router("/r", route_handlers=[])
        router.register(one)
        app = Litestar()
        app.register(router)
        app.register(get("/b")(two))
        """,
    "a class that listens": """
        from litestar import Litestar
        from litestar.handlers import WebsocketListener

        class Feed(WebsocketListener):  # handler: uncovered
            path = "/feed"

            def on_receive(self, data: str) -> str:
                ...

        app = Litestar(route_handlers=[Feed])
        """,
    "a project's own decorator": """
        from litestar import Litestar, get

        def api_get(path):
            return get(path, tags=["api"])

        @api_get("/")
        async def index() -> str:  # handler: uncovered
            ...

        app = Litestar(route_handlers=[index])
        """,
    "made of a configuration": """
        from litestar import Litestar, get
        from litestar.config.app import AppConfig

        from tagging import Tagger

        @get("/")
        async def index() -> str:  # handler: covered
            ...

        config = AppConfig(route_handlers=[index], middleware=[Tagger])
        app = Litestar.from_config(config)
        """,
    "a subclass of the app": """
        from litestar import Litestar, get

        from tagging import Tagger

        @get("/")
        async def index() -> str:  # handler: covered
            ...

        class Shop(Litestar):
            def __init__(self, handlers):
                super().__init__(route_handlers=handlers, middleware=[Tagger])

        app = Shop([index])
        """,
}

# Options of the app, what is defined before it, and the coverage of its handler.
HOOKS = {
    "an ASGI class": ("middleware=[Tagger]", "", "covered"),
    "in a tuple behind others": ("middleware=(CORS, Tagger)", "", "covered"),
    "with options": ("middleware=[DefineMiddleware(Tagger)]", "", "covered"),
    "a function that makes middleware": (
        "middleware=[factory]",
        "def factory(app):\n"
        "    async def inner(scope, receive, send):\n"
        "        tag(Request(scope))\n"
        "        await app(scope, receive, send)\n"
        "    return inner\n",
        "covered",
    ),
    "AbstractMiddleware": (
        "middleware=[Own]",
        "class Own(AbstractMiddleware):\n"
        "    async def __call__(self, scope, receive, send):\n"
        "        tag(Request(scope))\n"
        "        await self.app(scope, receive, send)\n",
        "covered",
    ),
    "AbstractMiddleware that tags too late": (
        "middleware=[Own]",
        "class Own(AbstractMiddleware):\n"
        "    async def __call__(self, scope, receive, send):\n"
        "        await self.app(scope, receive, send)\n"
        "        tag(Request(scope))\n",
        "uncovered",
    ),
    "MiddlewareProtocol": (
        "middleware=[Own]",
        "class Own(MiddlewareProtocol):\n"
        "    def __init__(self, app):\n"
        "        self.app = app\n"
        "    async def __call__(self, scope, receive, send):\n"
        "        token = Headers.from_scope(scope).get('X-OpenReplay-SessionToken')\n"
        "        sentry_sdk.set_tag('openReplaySessionToken', token)\n"
        "        await self.app(scope, receive, send)\n",
        "covered",
    ),
    "an instance of ASGIMiddleware": (
        "middleware=[Own()]",
        "class Own(ASGIMiddleware):\n"
        "    scopes = (ScopeType.HTTP,)\n"
        "    async def handle(self, scope, receive, send, next_app):\n"
        "        tag(Request(scope))\n"
        "        await next_app(scope, receive, send)\n",
        "covered",
    ),
    "ASGIMiddleware for websockets only": (
        "middleware=[Own()]",
        "class Own(ASGIMiddleware):\n"
        "    scopes = (ScopeType.WEBSOCKET,)\n"
        "    async def handle(self, scope, receive, send, next_app):\n"
        "        tag(Request(scope))\n"
        "        await next_app(scope, receive, send)\n",
        "uncovered",
    ),
    "middleware that leaves out paths": (
        "middleware=[Own()]",
        "class Own(ASGIMiddleware):\n"
        "    exclude_path_pattern = '/health'\n"
        "    async def handle(self, scope, receive, send, next_app):\n"
        "        tag(Request(scope))\n"
        "        await next_app(scope, receive, send)\n",
        "unknown",
    ),
    "other middleware that leaves out paths": (
        "middleware=[DefineMiddleware(Own, exclude=['/health'])]",
        "class Own(AbstractMiddleware):\n"
        "    async def __call__(self, scope, receive, send):\n"
        "        await self.app(scope, receive, send)\n",
        "uncovered",
    ),
    "a scope of its own": (
        "middleware=[Own()]",
        "class Own(ASGIMiddleware):\n"
        "    async def handle(self, scope, receive, send, next_app):\n"
        "        with sentry_sdk.isolation_scope():\n"
        "            tag(Request(scope))\n"
        "            await next_app(scope, receive, send)\n",
        "covered",
    ),
    "a library's middleware": (
        "middleware=[RateLimitConfig(rate_limit=3).middleware]",
        "",
        "uncovered",
    ),
    "middleware of unknown content": ("middleware=load()", "from plugins import load\n", "unknown"),
    "options of unknown content": ("**load()", "from plugins import load\n", "unknown"),
    "before_request": ("before_request=tag", "", "covered"),
    "an async before_request": (
        "before_request=start",
        "async def start(request: Request) -> None:\n    tag(request)\n",
        "covered",
    ),
    "a guard": (
        "guards=[allowed]",
        "def allowed(connection, _):\n    tag(connection)\n",
        "covered",
    ),
    "after_request": ("after_request=done", "def done(r):\n    tag(r)\n", "uncovered"),
    "exception handlers": (
        "exception_handlers={500: failed}",
        "def failed(request, error):\n    tag(request)\n",
        "uncovered",
    ),
    "a dependency that the handler does not ask for": (
        "dependencies={'replay': Provide(tag)}",
        "",
        "uncovered",
    ),
    "appended by a function": (
        "on_app_init=[configure]",
        "def configure(app_config):\n    app_config.middleware.append(Tagger)\n    return app_config\n",
        "covered",
    ),
    "extended by a plug-in": (
        "plugins=[Plugin()]",
        "class Plugin(InitPluginProtocol):\n"
        "    def on_app_init(self, app_config):\n"
        "        app_config.middleware.extend([CORS, Tagger])\n"
        "        return app_config\n",
        "covered",
    ),
    "inserted before Sentry's own": (
        "on_app_init=[configure]",
        "def configure(app_config):\n"
        "    app_config.middleware.insert(0, Tagger)\n    return app_config\n",
        "uncovered",
    ),
    "assigned behind the old": (
        "on_app_init=[configure]",
        "def configure(app_config):\n"
        "    app_config.middleware = [*app_config.middleware, Tagger]\n    return app_config\n",
        "covered",
    ),
    "assigned before the old": (
        "on_app_init=[configure]",
        "def configure(app_config):\n"
        "    app_config.middleware = [Tagger, *app_config.middleware]\n    return app_config\n",
        "uncovered",
    ),
    "before_request of a plug-in": (
        "on_app_init=[configure]",
        "def configure(app_config):\n    app_config.before_request = tag\n    return app_config\n",
        "covered",
    ),
    "an authentication of the library": (
        "on_app_init=[auth.on_app_init]",
        "auth = JWTAuth()\n",
        "uncovered",
    ),
    "plug-ins of unknown content": ("plugins=load()", "from plugins import load\n", "unknown"),
}

LAYERS = {
    "a router's and a controller's hooks are for theirs": """
        from litestar import Controller, Litestar, Router, get

        from tagging import Tagger, tag

        @get("/")
        async def index() -> str:  # handler: uncovered
            ...

        @get("/a", middleware=[Tagger])
        async def tagged() -> str:  # handler: covered
            ...

        class Inside(Controller):
            before_request = tag

            @get("/b")
            async def show(self) -> str:  # handler: covered
                ...

        @get("/c")
        async def routed() -> str:  # handler: covered
            ...

        inner = Router("/inner", route_handlers=[routed])
        outer = Router("/outer", route_handlers=[inner], middleware=[Tagger])
        app = Litestar([index, tagged, Inside, outer])
        """,
    "a nearer before_request replaces the app's": """
        from litestar import Controller, Litestar, Router, get

        from tagging import tag

        async def count(request) -> None: ...

        @get("/")
        async def index() -> str:  # handler: covered
            ...

        @get("/own", before_request=count)
        async def own() -> str:  # handler: uncovered
            ...

        @get("/none", before_request=None)
        async def none() -> str:  # handler: covered
            ...

        class Counted(Controller):
            before_request = count

            @get("/a")
            async def show(self) -> str:  # handler: uncovered
                ...

            @get("/b", before_request=tag)
            async def tagged(self) -> str:  # handler: covered
                ...

        @get("/c")
        async def routed() -> str:  # handler: uncovered
            ...

        router = Router("/r", route_handlers=[routed], before_request=count)
        app = Litestar([index, own, none, Counted, router], before_request=tag)
        """,
    "before_request is for HTTP handlers": """
        from litestar import Litestar, asgi, get, websocket

        from tagging import tag

        @get("/")
        async def index() -> str:  # handler: covered
            ...

        @websocket("/ws")
        async def live(socket) -> None:  # handler: uncovered
            ...

        @asgi("/raw")
        async def raw(scope, receive, send) -> None:  # handler: uncovered
            ...

        app = Litestar([index, live, raw], before_request=tag)
        """,
    "dependencies run for those that ask for them": """
        from litestar import Litestar, Request, get
        from litestar.di import Provide

        from tagging import tag

        async def replay(request: Request) -> None:
            tag(request)

        async def user(replay: None) -> str:
            ...

        @get("/a")
        async def direct(replay: None) -> str:  # handler: covered
            ...

        @get("/b")
        async def through(user: str) -> str:  # handler: covered
            ...

        @get("/c")
        async def without() -> str:  # handler: uncovered
            ...

        app = Litestar(
            [direct, through, without],
            dependencies={"replay": Provide(replay), "user": Provide(user)},
        )
        """,
    "a wrapper round the app leaks": """
        from litestar import Litestar, get

        from tagging import Tagger

        @get("/")
        async def index() -> str:  # handler: uncovered
            ...

        app = Litestar([index])
        app = Tagger(app)
        """,
    "a base of controllers is none itself": """
        from litestar import Controller, Litestar, get

        from tagging import Tagger

        class Base(Controller):
            @get("/version")
            async def version(self) -> str:  # handler: covered
                ...

        class Seats(Base):
            path = "/seats"

        first = Litestar([Seats], middleware=[Tagger])
        other = Litestar([])
        """,
    "handlers that a plug-in adds": """
        from litestar import Litestar, get
        from litestar.plugins import InitPlugin

        from tagging import Tagger

        @get("/health")
        async def health() -> str:  # handler: covered
            ...

        class Health(InitPlugin):
            def on_app_init(self, app_config):
                app_config.route_handlers.append(health)
                return app_config

        public = Litestar([], middleware=[Tagger], plugins=[Health()])
        other = Litestar([])
        """,
}

READS = {
    "request.headers.get('X-OpenReplay-SessionToken')": "covered",
    "request.headers['x-openreplay-sessiontoken']": "covered",
    "request.headers.get('x_openreplay_sessiontoken')": "uncovered",
    "request.headers.getone('X-OpenReplay-SessionToken', None)": "covered",
    "dict(request.scope['headers']).get(b'x-openreplay-sessiontoken')": "covered",
    "dict(request.scope['headers']).get(b'X-OpenReplay-SessionToken')": "uncovered",
    "headers.get('x-openreplay-sessiontoken')": "covered",
    "headers.get('X-OpenReplay-SessionToken')": "uncovered",
    "given": "covered",
    "default": "covered",
    "other": "uncovered",
    "request.query_params.get('X-OpenReplay-SessionToken')": "unknown",
}


@pytest.mark.parametrize("files", REGISTERED.values(), ids=REGISTERED)
def test_handlers_are_found(files: dict[str, str] | str) -> None:
    assert listed(files) == demanded(files)


@pytest.mark.parametrize(("options", "more", "coverage"), HOOKS.values(), ids=HOOKS)
def test_hooks(options: str, more: str, coverage: str) -> None:
    text = (
        "import sentry_sdk\n"
        "from litestar import Litestar, Request, get\n"
        "from litestar.datastructures import Headers\n"
        "from litestar.di import Provide\n"
        "from litestar.enums import ScopeType\n"
        "from litestar.middleware import (\n"
        "    AbstractMiddleware, ASGIMiddleware, DefineMiddleware, MiddlewareProtocol\n)\n"
        "from litestar.middleware.rate_limit import RateLimitConfig\n"
        "from litestar.plugins import InitPluginProtocol\n"
        "from litestar.security.jwt import JWTAuth\n"
        "from somewhere import CORS\n"
        "from tagging import Tagger, tag\n"
        f"@get('/')\nasync def index() -> str:  # handler: {coverage}\n    ...\n"
        f"{more}app = Litestar([index], {options})\n"
    )
    assert listed(text) == demanded(text)


@pytest.mark.parametrize("files", LAYERS.values(), ids=LAYERS)
def test_layers(files: str) -> None:
    assert listed(files) == demanded(files)


@pytest.mark.parametrize(("read", "coverage"), READS.items(), ids=READS)
def test_reads_of_a_header(read: str, coverage: str) -> None:
    text = f"""
        from typing import Annotated

        import sentry_sdk
        from litestar import Litestar, Request, get
        from litestar.params import Parameter

        @get("/")
        async def index(
            request: Request,
            headers: dict[str, str],
            given: Annotated[str | None, Parameter(header="X-OpenReplay-SessionToken")] = None,
            default: str | None = Parameter(header="X-OpenReplay-SessionToken", default=None),
            other: Annotated[str | None, Parameter(header="X-Request-ID")] = None,
        ) -> None:
            sentry_sdk.set_tag("openReplaySessionToken", {read})

        app = Litestar([index])
        """
    assert listed(text) == [f"app.py:8: {coverage}"]


@pytest.mark.parametrize(
    ("app", "reason"),
    {
        "Litestar([index], **load())": "the app's call takes options that cannot be read there",
        "Litestar([index], middleware=load())": "what the app is given as `middleware` is not known to be a list",
        "Shop()": "",
        "Litestar.from_config(AppConfig(route_handlers=[index]))": "",
    }.items(),
)
def test_where_the_place_is_certain(app: str, reason: str) -> None:
    text = f"""
        from litestar import Litestar, get
        from litestar.config.app import AppConfig
        from elsewhere import load

        @get("/")
        async def index() -> str: ...

        class Shop(Litestar):
            def __init__(self):
                super().__init__(route_handlers=[index])

        app = {app}
        """
    project = linked(text)
    (node,) = project.apps.served()

    recipe = FRAMEWORK.recipe(project.ev, node.app, DEFAULT_CONTRACT)

    assert recipe.reason == reason
    assert bool(recipe.actions) == (not reason)


def test_names_and_routes() -> None:
    text = """
        from litestar import Controller, Litestar, get, post

        class Seats(Controller):
            path = "/seats"

            @get()
            async def all(self) -> list: ...

            @post(["/{seat:int}", "/by-name"])
            async def book(self) -> None: ...

        app = Litestar([Seats])
        """
    assert named(text) == ["Seats.all: /", "Seats.book: /{seat:int} /by-name"]
