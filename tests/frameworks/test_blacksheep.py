"""BlackSheep: which handlers are found, and what tags them without a leak."""

from __future__ import annotations

import pytest

from tests.frameworks.asgi_samples import demanded, listed, named

REGISTERED = {
    "module-level decorators": """
        from blacksheep import Application, get, post, route, ws

        app = Application()

        @get("/")
        async def index():  # handler: uncovered
            ...

        @post("/a")
        def add():  # handler: uncovered
            ...

        @route("/b", methods=["GET", "PUT"])
        async def either():  # handler: uncovered
            ...

        @ws("/ws")
        async def live(websocket):  # handler: uncovered
            ...
        """,
    "on routers": """
        from blacksheep import Application, Router

        inner = Router(prefix="/inner")
        router = Router(sub_routers=[inner])
        app = Application(router=router)
        get = app.router.get

        @get("/")
        async def index():  # handler: uncovered
            ...

        @inner.post("/a")
        async def add():  # handler: uncovered
            ...

        @app.router.route("/b", methods=["GET"])
        async def one():  # handler: uncovered
            ...

        async def two():  # handler: uncovered
            ...

        async def three():  # handler: uncovered
            ...

        app.router.add_get("/two", two)
        router.add_route("GET", "/three", three)
        """,
    "controllers": {
        "main.py": """
            from blacksheep.server import Application

            app = Application()
            """,
        "controllers/__init__.py": "",
        "controllers/boats.py": """
            from blacksheep.server.controllers import APIController, Controller, delete, get

            class Boats(APIController):
                @get()
                async def all(self):  # handler: uncovered
                    ...

                @delete("/{name}")
                async def sink(self, name: str):  # handler: uncovered
                    ...

                async def helper(self):
                    ...

            class Home(Controller):
                @get("/home")
                def home(self):  # handler: uncovered
                    ...
            """,
    },
    "mounted": """
        from blacksheep import Application, Router

        parent = Application()
        child = Application(router=Router())
        parent.mount("/child", child)

        @child.router.get("/")
        async def index():  # handler: uncovered
            ...
        """,
    "look-alikes": """
        from blacksheep import Application
        from cache import get

        app = Application()

        @get("/")
        async def index():
            ...
        """,
}

TAG = (
    "async def tag(request, handler):\n"
    "    token = request.get_first_header(b'X-OpenReplay-SessionToken')\n"
    "    if token:\n"
    "        sentry_sdk.set_tag('openReplaySessionToken', token.decode())\n"
    "    return await handler(request)\n"
)
OWN = (
    "async def tag(request, handler):\n"
    "    with sentry_sdk.isolation_scope() as scope:\n"
    "        scope.set_tag('openReplaySessionToken', request.headers.get_first(b'x-openreplay-sessiontoken'))\n"
    "        return await handler(request)\n"
)
SENTRY = "server = SentryAsgiMiddleware(app)\n"
ADD = "app.middlewares.append(tag)\n"
WRAPPER = (
    "class Wrapper:\n"
    "    def __init__(self, app):\n"
    "        self.app = app\n"
    "    async def __call__(self, scope, receive, send):\n"
    "        with sentry_sdk.isolation_scope() as own:\n"
    "            token = dict(scope['headers']).get(b'x-openreplay-sessiontoken')\n"
    "            own.set_tag('openReplaySessionToken', token)\n"
    "            await self.app(scope, receive, send)\n"
    "server = Wrapper(app)\n"
)
HOOKS = {
    "inside Sentry's middleware": (TAG + ADD + SENTRY, "covered"),
    "inside Sentry's middleware, by keyword": (
        TAG + ADD + "app = SentryAsgiMiddleware(app=app)\n",
        "covered",
    ),
    "nothing opens a scope": (TAG + ADD, "uncovered"),
    "a scope of its own": (OWN + ADD, "uncovered"),
    "a scope of its own inside Sentry's middleware": (OWN + ADD + SENTRY, "uncovered"),
    "not registered": (TAG + SENTRY, "uncovered"),
    "inserted": (TAG + "app.middlewares.insert(0, tag)\n" + SENTRY, "covered"),
    "extended": (TAG + "app.middlewares.extend([tag])\n" + SENTRY, "covered"),
    "with a category": (
        TAG + "app.middlewares.append(tag, MiddlewareCategory.INIT)\n" + SENTRY,
        "covered",
    ),
    "at an event": (
        TAG
        + "@app.on_middlewares_configuration\ndef configure(app):\n    app.middlewares.append(tag)\n"
        + SENTRY,
        "covered",
    ),
    "added to an event": (
        TAG
        + "def configure(app):\n    app.middlewares.append(tag)\n"
        + "app.on_middlewares_configuration += configure\n"
        + SENTRY,
        "covered",
    ),
    "an instance": (
        "class Tag:\n    async def __call__(self, request, handler):\n"
        "        sentry_sdk.set_tag('openReplaySessionToken', request.headers[b'X-OpenReplay-SessionToken'][0])\n"
        "        return await handler(request)\n"
        "app.middlewares.append(Tag())\n" + SENTRY,
        "covered",
    ),
    "too late": (
        TAG.replace("    return await", "    response = await").replace(
            "    token", "    response = await handler(request)\n    token", 1
        )
        + ADD
        + SENTRY,
        "uncovered",
    ),
    "of unknown content": ("def add(extra):\n    app.middlewares.append(extra)\n", "unknown"),
    "a wrapper with a scope of its own": (WRAPPER, "covered"),
    "a wrapper round Sentry's middleware": (
        WRAPPER.replace("Wrapper(app)\n", "Wrapper(SentryAsgiMiddleware(app))\n"),
        "covered",
    ),
    "a wrapper that leaks": (
        WRAPPER.replace("sentry_sdk.isolation_scope()", "open('x')").replace("own.", "sentry_sdk."),
        "uncovered",
    ),
}

READS = {
    "request.get_first_header(b'X-OpenReplay-SessionToken')": "covered",
    "request.headers.get_first(b'x-openreplay-sessiontoken')": "covered",
    "request.headers.get_first('X-OpenReplay-SessionToken')": "uncovered",
    "request.headers.get_first(b'X_OpenReplay_SessionToken')": "uncovered",
    "request.headers[b'X-OpenReplay-SessionToken'][0]": "covered",
    "dict(request.scope['headers']).get(b'x-openreplay-sessiontoken')": "covered",
    "given.value": "covered",
    "named.value": "covered",
    "other.value": "uncovered",
}


@pytest.mark.parametrize("files", REGISTERED.values(), ids=REGISTERED)
def test_handlers_are_found(files: dict[str, str] | str) -> None:
    assert listed(files) == demanded(files)


@pytest.mark.parametrize(("code", "coverage"), HOOKS.values(), ids=HOOKS)
def test_hooks(code: str, coverage: str) -> None:
    text = (
        "import sentry_sdk\n"
        "from sentry_sdk.integrations.asgi import SentryAsgiMiddleware\n"
        "from blacksheep import Application, get\n"
        "from blacksheep.middlewares import MiddlewareCategory\n"
        "app = Application()\n"
        f"@get('/')\nasync def index():  # handler: {coverage}\n    ...\n{code}"
    )
    assert listed(text) == demanded(text)


@pytest.mark.parametrize(("read", "coverage"), READS.items(), ids=READS)
def test_reads_of_a_header(read: str, coverage: str) -> None:
    text = f"""
        import sentry_sdk
        from sentry_sdk.integrations.asgi import SentryAsgiMiddleware
        from blacksheep import Application, FromHeader, Request, get

        class Token(FromHeader[str]):
            name = "X-OpenReplay-SessionToken"

        class Other(FromHeader[str]):
            name = "X-Request-ID"

        app = Application()

        @get("/")
        async def index(request: Request, given: Token, named: "Token", other: Other):  # handler: {coverage}
            sentry_sdk.set_tag("openReplaySessionToken", {read})

        server = SentryAsgiMiddleware(app)
        """
    assert listed(text) == demanded(text)


def test_a_handler_that_tags_leaks_where_nothing_opens_a_scope() -> None:
    text = """
        import sentry_sdk
        from blacksheep import Application, Request, get

        app = Application()

        @get("/")
        async def index(request: Request):  # handler: uncovered
            token = request.get_first_header(b"X-OpenReplay-SessionToken")
            sentry_sdk.set_tag("openReplaySessionToken", token)
        """
    assert listed(text) == demanded(text)


def test_a_subclass_with_a_scope_of_its_own() -> None:
    text = """
        import sentry_sdk
        from blacksheep import Application, get

        class Tagging(Application):
            async def __call__(self, scope, receive, send):
                with sentry_sdk.isolation_scope() as own:
                    own.set_tag(
                        "openReplaySessionToken",
                        dict(scope["headers"]).get(b"x-openreplay-sessiontoken"),
                    )
                    await super().__call__(scope, receive, send)

        app = Tagging()

        @get("/")
        async def index():  # handler: covered
            ...
        """
    assert listed(text) == demanded(text)


def test_a_controllers_own_hook() -> None:
    text = """
        import sentry_sdk
        from blacksheep import Application
        from blacksheep.server.controllers import Controller, get
        from sentry_sdk.integrations.asgi import SentryAsgiMiddleware

        class Tagged(Controller):
            async def on_request(self, request):
                token = request.get_first_header(b"X-OpenReplay-SessionToken")
                sentry_sdk.set_tag("openReplaySessionToken", token)

            @get("/a")
            async def show(self):  # handler: covered
                ...

        class Plain(Controller):
            @get("/b")
            async def show(self):  # handler: uncovered
                ...

        app = SentryAsgiMiddleware(Application())
        """
    assert listed(text) == demanded(text)


def test_names_and_routes() -> None:
    text = """
        from blacksheep import Application, Router
        from blacksheep.server.controllers import Controller, get

        app = Application()

        class Boats(Controller):
            @get("/{name}")
            async def one(self): ...

        @app.router.post("/b")
        async def add(): ...
        """
    assert named(text) == ["Boats.one: /{name}", "add: /b"]
