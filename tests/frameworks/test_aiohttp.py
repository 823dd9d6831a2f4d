"""aiohttp's server: which handlers are found, and which middleware covers them."""

from __future__ import annotations

import difflib

import pytest

from replaytag.contract import DEFAULT_CONTRACT
from replaytag.fixes.apply import apply_edits
from replaytag.fixes.build import build_edits
from replaytag.frameworks.aiohttp.framework import Aiohttp
from replaytag.rules import rt301_missing_header_extraction as rt301
from tests.frameworks.asgi_samples import demanded, listed, named
from tests.linked import linked

HOOK = "tag_openreplay_session"
_FUNCTION = '''
@web.middleware
async def tag_openreplay_session(request, handler):
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return await handler(request)
'''

REGISTERED = {
    "a table of routes, over several files": {
        "app.py": """
            from aiohttp import web
            from pages import routes
            from pages.admin import routes as admin

            async def init_app():
                application = web.Application()
                application.add_routes(routes)
                application.add_routes([*admin])
                return application

            web.run_app(init_app())
            """,
        "pages/__init__.py": """
            import aiohttp.web

            routes = aiohttp.web.RouteTableDef()

            @routes.get("/")
            @routes.head("/index")
            async def index(request):  # handler: uncovered
                ...

            @routes.route("POST", "/send")
            async def send(request):  # handler: uncovered
                ...

            @routes.view("/orders")
            class Orders(aiohttp.web.View):
                async def get(self):  # handler: uncovered
                    ...

                async def post(self):  # handler: uncovered
                    ...

                async def stored(self):
                    ...
            """,
        "pages/admin.py": """
            from aiohttp.web import RouteTableDef

            routes = RouteTableDef()

            @routes.delete("/{name}")
            async def delete(request):  # handler: uncovered
                ...
            """,
    },
    "lists of routes": """
        from functools import partial
        from aiohttp import web

        class Api:
            def __init__(self, store):
                self.store = store

            async def show(self, request):  # handler: uncovered
                ...

            async def info(self, depth, request):  # handler: uncovered
                ...

            def routes(self):
                return [web.get("/a", self.show), web.put("/a", self.store_one)]

            async def store_one(self, request):  # handler: uncovered
                ...

            async def unused(self, request):
                ...

        class Item(web.View):
            async def get(self):  # handler: uncovered
                ...

        class Hello:
            async def __call__(self, request):  # handler: uncovered
                ...

        async def fallback(request):  # handler: uncovered
            ...

        def make_app():
            app = web.Application()
            api = Api({})
            app.add_routes(
                [
                    web.get("/show", api.show),
                    web.get("/info", partial(api.info, 3)),
                    web.view("/item", Item),
                    web.post("/hello", Hello()),
                    web.static("/files", "files"),
                ]
            )
            app.add_routes(api.routes() + [web.route("*", "/{tail:.*}", fallback)])
            return app
        """,
    "methods of a router": """
        from aiohttp import web
        import handlers

        class Server:
            def __init__(self):
                self.app = web.Application(client_max_size=10)
                self.app.router.add_get("/", self.index, name="index")
                self.app.router.add_route("*", "/any", handler=self.any)
                self.setup(self.app.router)

            def setup(self, router):
                router.add_view("/list", Listing)
                resource = router.add_resource("/things/{id}", name="thing")
                resource.add_route("GET", self.thing)
                for method, path, handler in TABLE:
                    router.add_route(method, path, handler)

            async def index(self, request):  # handler: uncovered
                ...

            async def any(self, request):  # handler: uncovered
                ...

            async def thing(self, request):  # handler: uncovered
                ...

        class Base(web.View):
            async def get(self):  # handler: uncovered
                ...

        class Listing(Base):  # handler: uncovered
            pass

        async def one(request):  # handler: uncovered
            ...

        def two(request):  # handler: uncovered
            ...

        TABLE = [("GET", "/one", one), ("PUT", "/two", two)]
        web.run_app(Server().app)

        async def base(request):
            app = web.Application()
            app.router.add_get("/base", Base)
        """,
    "CORS for routes": """
        import aiohttp_cors
        from aiohttp import web

        async def one(request):  # handler: uncovered
            ...

        async def two(request):  # handler: uncovered
            ...

        app = web.Application()
        cors = aiohttp_cors.setup(app)
        cors.add(app.router.add_get("/one", one))
        resource = cors.add(app.router.add_resource("/two"))
        cors.add(resource.add_route("POST", two))
        """,
    "an app that is handed over": {
        "main.py": """
            from aiohttp import web

            app = web.Application()
            """,
        "setup.py": """
            def setup_routes(app):
                app.router.add_post("/", post)

            async def post(request):  # handler: uncovered
                ...
            """,
    },
    "a client is no server": """
        import aiohttp

        async def fetch(session, routes):
            await session.get("/", headers={})
            async with aiohttp.ClientSession() as client:
                await client.post("/", data={})
                await client.request("GET", "/", json=fetch)
            async with aiohttp.request("GET", "/") as response:
                return await response.json()

        def on_request_start(session, context, params):
            ...

        trace = aiohttp.TraceConfig()
        trace.on_request_start.append(on_request_start)
        """,
}

TAG = """
    if token := request.headers.get("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)
"""
NEW = f"@web.middleware\nasync def tag(request, handler):{TAG}    return await handler(request)\n"
LATE = f"@web.middleware\nasync def tag(request, handler):\n    response = await handler(request){TAG}    return response\n"
OLD = f"async def tag(app, handler):\n    async def inner(request):{TAG.replace('    ', '        ')}        return await handler(request)\n    return inner\n"
FACTORY = f"def tag(name):\n    @web.middleware\n    async def inner(request, handler):{TAG.replace('    ', '        ')}        return await handler(request)\n    return inner\n"
METHOD = f"class Tags:\n    @web.middleware\n    async def tag(self, request, handler):{TAG.replace('    ', '        ')}        return await handler(request)\n"
OBJECT = f"@web.middleware\nclass Tags:\n    async def __call__(self, request, handler):{TAG.replace('    ', '        ')}        return await handler(request)\n"
SIGNAL = f"async def tag(request, response):{TAG}"
SCOPED = """
@web.middleware
async def tag(request, handler):
    with sentry_sdk.new_scope() as scope:
        scope.set_tag("openReplaySessionToken", request.headers.get("X-OpenReplay-SessionToken"))
        return await handler(request)
"""
# A middleware, what makes the app, what follows, and the coverage of its handler.
MIDDLEWARE = {
    "listed": (NEW, "middlewares=[tag]", "", "covered"),
    "second in a tuple": (NEW, "middlewares=(web.normalize_path_middleware(), tag)", "", "covered"),
    "in a list made before": (f"{NEW}\nLISTED = [tag]\n", "middlewares=LISTED", "", "covered"),
    "appended": (NEW, "", "app.middlewares.append(tag)", "covered"),
    "inserted": (NEW, "", "app.middlewares.insert(0, tag)", "covered"),
    "added with others": (NEW, "", "app.middlewares.extend([tag])", "covered"),
    "made by a function": (FACTORY, "middlewares=[tag('x')]", "", "covered"),
    "a method": (METHOD, "middlewares=[Tags().tag]", "", "covered"),
    "an object": (OBJECT, "middlewares=[Tags()]", "", "covered"),
    "of old": (OLD, "middlewares=[tag]", "", "covered"),
    "marked where it is listed": (
        NEW.replace("@web.middleware\n", ""),
        "middlewares=[web.middleware(tag)]",
        "",
        "covered",
    ),
    "without the decorator": (
        NEW.replace("@web.middleware\n", ""),
        "middlewares=[tag]",
        "",
        "uncovered",
    ),
    "with the decorator in the wrong place": (
        METHOD.replace(" tag(", " __call__("),
        "middlewares=[Tags()]",
        "",
        "uncovered",
    ),
    "without another decorator's help": (NEW, "middlewares=[]", "", "uncovered"),
    "after the handler": (LATE, "middlewares=[tag]", "", "uncovered"),
    "in a scope that is closed too early": (SCOPED, "middlewares=[tag]", "", "uncovered"),
    "when the response is prepared": (
        SIGNAL,
        "",
        "app.on_response_prepare.append(tag)",
        "uncovered",
    ),
    "of a parent": (
        NEW,
        "",
        "root = web.Application(middlewares=[tag])\nroot.add_subapp('/x', app)",
        "covered",
    ),
    "of a sub-app": (
        NEW,
        "",
        "sub = web.Application(middlewares=[tag])\napp.add_subapp('/x', sub)",
        "uncovered",
    ),
    "from where it cannot be told": (
        "from settings import load\n",
        "middlewares=load()",
        "",
        "unknown",
    ),
}

READS = {
    "request.headers.get('X-OpenReplay-SessionToken')": "covered",
    "request.headers['x-openreplay-sessiontoken']": "covered",
    "request.headers.getone('X-OpenReplay-SessionToken', None)": "covered",
    "request.headers.getall('X-OPENREPLAY-SESSIONTOKEN')[0]": "covered",
    "request.headers.get('X_OpenReplay_SessionToken')": "uncovered",
    "request.headers.get('HTTP_X_OPENREPLAY_SESSIONTOKEN')": "uncovered",
    "request.query.get('X-OpenReplay-SessionToken')": "unknown",
}


@pytest.mark.parametrize("files", REGISTERED.values(), ids=REGISTERED)
def test_handlers_are_found(files: dict[str, str] | str) -> None:
    assert listed(files) == demanded(files)


@pytest.mark.parametrize(
    ("hook", "arguments", "more", "coverage"), MIDDLEWARE.values(), ids=MIDDLEWARE
)
def test_middleware(hook: str, arguments: str, more: str, coverage: str) -> None:
    text = (
        "import sentry_sdk\nfrom aiohttp import web\n"
        "async def index(request):\n    ...\n"
        f"{hook}\napp = web.Application({arguments})\n"
        f"app.router.add_get('/', index)\n{more}\n"
    )
    assert listed(text) == [f"app.py:3: {coverage}"]


@pytest.mark.parametrize(("read", "coverage"), READS.items(), ids=READS)
def test_reads_of_a_header(read: str, coverage: str) -> None:
    text = f"""
        import sentry_sdk
        from aiohttp import web

        routes = web.RouteTableDef()

        @routes.get("/")
        async def index(request):
            sentry_sdk.set_tag("openReplaySessionToken", {read})

        @routes.view("/view")
        class View(web.View):
            async def get(self):
                request = self.request
                sentry_sdk.set_tag("openReplaySessionToken", {read})

        app = web.Application()
        app.add_routes(routes)
        """
    assert listed(text) == [f"app.py:{line}: {coverage}" for line in (7, 12)]


def test_a_class_of_apps() -> None:
    text = """
        import sentry_sdk
        from aiohttp import web

        @web.middleware
        async def tag(request, handler):
            if token := request.headers.get("X-OpenReplay-SessionToken"):
                sentry_sdk.set_tag("openReplaySessionToken", token)
            return await handler(request)

        class Shop(web.Application):
            def __init__(self, **settings):
                super().__init__(middlewares=[tag], **settings)
                self.router.add_get("/", self.index)

            async def index(self, request):  # handler: covered
                ...

        web.run_app(Shop())
        """
    assert listed(text) == demanded(text)


def test_names_and_routes() -> None:
    text = """
        from aiohttp import web

        async def one(request): ...

        async def socket(request):
            ws = web.WebSocketResponse()
            await ws.prepare(request)
            return ws

        class Thing(web.View):
            async def put(self): ...

        app = web.Application()
        app.add_routes([web.get("/one", one), web.route("*", "/two", one), web.view("/it", Thing)])
        app.router.add_resource("/socket").add_route("GET", socket)
        """
    assert named(text) == ["one: /one /two", "socket: /socket", "Thing.put: /it"]


MADE = """\
import sentry_sdk
import aiohttp.web
from aiohttp import web
from aiohttp.web import Application


async def index(request):
    ...


"""
# What makes an app, with its one route; the lines that a fix changes, without those of the function.
WRITTEN = {
    "without middleware": (
        'app = web.Application(debug=True)\napp.router.add_get("/", index)\n',
        [
            "-app = web.Application(debug=True)",
            f"+app = web.Application(debug=True, middlewares=[{HOOK}])",
        ],
    ),
    "with a list of middleware": (
        'app = web.Application(middlewares=[one, *two])\napp.router.add_get("/", index)\n',
        [
            "-app = web.Application(middlewares=[one, *two])",
            f"+app = web.Application(middlewares=[{HOOK}, one, *two])",
        ],
    ),
    "with middleware from elsewhere": (
        'app = web.Application(middlewares=LISTED)\napp.router.add_get("/", index)\n',
        [f"+app.middlewares.insert(0, {HOOK})"],
    ),
    "with unknown arguments": (
        'app = web.Application(**SETTINGS)\napp.router.add_get("/", index)\n',
        [f"+app.middlewares.insert(0, {HOOK})"],
    ),
    "of a class of the project": (
        'class Shop(web.Application):\n    def __init__(self):\n        super().__init__()\n\n\napp = Shop()\napp.router.add_get("/", index)\n',
        [f"+app.middlewares.insert(0, {HOOK})"],
    ),
    "named in full": (
        'app = aiohttp.web.Application()\napp.router.add_get("/", index)\n',
        [
            "+@aiohttp.web.middleware",
            "-app = aiohttp.web.Application()",
            f"+app = aiohttp.web.Application(middlewares=[{HOOK}])",
        ],
    ),
    "by its class alone": (
        'def make():\n    app = Application()\n    app.router.add_get("/", index)\n    return app\n',
        ["-    app = Application()", f"+    app = Application(middlewares=[{HOOK}])"],
    ),
}


@pytest.mark.parametrize(("text", "lines"), WRITTEN.values(), ids=WRITTEN)
def test_the_middleware_is_written_and_listed_first(text: str, lines: list[str]) -> None:
    project = linked(
        MADE + "LISTED, SETTINGS = load()\n" * ("LISTED" in text or "SETTINGS" in text) + text
    )
    recipe = Aiohttp().recipe(project.ev, project.served[0][0].app, DEFAULT_CONTRACT)
    before = project.workspace.read("app.py")
    after = apply_edits(before, build_edits(recipe.actions, project.workspace.read)).decode()

    changed = difflib.unified_diff(before.decode().splitlines(), after.splitlines(), n=0)
    written = {line.strip() for line in _FUNCTION.splitlines()}
    kept = [line for line in changed if not line.startswith(("---", "+++", "@@"))]
    kept = [line for line in kept if line[1:].strip() not in written]
    assert sorted(kept) == sorted(lines)
    assert {h.coverage for h in linked(after).handlers()} <= {"covered", "unknown"}


def test_an_app_that_no_statement_makes_is_left_to_a_person() -> None:
    text = 'class Shop(web.Application):\n    def __init__(self):\n        super().__init__()\n        self.router.add_get("/", index)\n\n\nweb.run_app(Shop())\n'
    (diagnostic,) = rt301.check(linked(MADE + text))

    assert diagnostic.fix is None
    assert "not bound to a name" in diagnostic.help
    assert "app.middlewares.insert(0, tag_openreplay_session)" in diagnostic.snippet
