"""Tornado: which handlers are found, and which taggers cover them."""

from __future__ import annotations

import textwrap

import pytest

from tests.frameworks.asgi_samples import demanded, listed, named

REGISTERED = {
    "rules joined over modules": {
        "server.py": """
            import tornado.web
            from shop import orders, pages
            from shop.live import Feed

            def make_app(debug=False):
                rules = [(r"/", pages.Index)]
                rules += orders.RULES
                for prefix, handler in (("a", pages.About), ("b", pages.Team)):
                    rules.append(tornado.web.url(f"/{prefix}", handler, name=prefix))
                rules.extend([tornado.web.URLSpec(r"/feed", Feed), (r"/old", tornado.web.RedirectHandler)])
                settings = {"debug": debug, "cookie_secret": "x"}
                return tornado.web.Application(rules, **settings)

            make_app().listen(80)
            """,
        "shop/__init__.py": "",
        "shop/base.py": """
            from tornado.web import RequestHandler

            class BaseHandler(RequestHandler):
                def prepare(self):
                    self.user = None

                def get(self):
                    ...
            """,
        "shop/pages.py": """
            from tornado import gen
            from shop.base import BaseHandler

            class Index(BaseHandler):  # handler: uncovered
                pass

            class About(BaseHandler):
                async def get(self):  # handler: uncovered
                    ...

                def helper(self):
                    ...

            class Team(BaseHandler):
                @gen.coroutine
                def post(self):  # handler: uncovered
                    yield

            class Unused(BaseHandler):
                def get(self):
                    ...
            """,
        "shop/orders.py": """
            from tornado.routing import PathMatches, Rule
            from shop.base import BaseHandler

            class Order(BaseHandler):
                def put(self, number):  # handler: uncovered
                    ...

                def delete(self, number):  # handler: uncovered
                    ...

            class Orders(BaseHandler):
                def get(self):  # handler: uncovered
                    ...

            RULES = [(r"/orders/(\\d+)", Order, {"limit": 3}), Rule(PathMatches("/orders"), Orders)]
            """,
        "shop/live.py": """
            from tornado import websocket

            class Feed(websocket.WebSocketHandler):  # handler: uncovered
                def on_message(self, message):
                    ...
            """,
    },
    "a class of applications": """
        import tornado.web as web

        class Index(web.RequestHandler):
            def get(self):  # handler: uncovered
                ...

        class Admin(web.RequestHandler):
            def get(self):  # handler: uncovered
                ...

        class Application(web.Application):
            def __init__(self):
                handlers = [("/", Index)]
                super().__init__(handlers, debug=True)
                self.add_handlers(r"admin\\.example\\.org", [("/", Admin)])

        Application().listen(8888)
        """,
    "a class of applications of old": """
        import tornado.web

        class Index(tornado.web.RequestHandler):
            def get(self):  # handler: uncovered
                ...

        class Application(tornado.web.Application):
            def __init__(self, db):
                tornado.web.Application.__init__(self, [("/", Index, dict(db=db))])

        app = Application(None)
        """,
    "rules by host, and classes by name": {
        "main.py": """
            from tornado.routing import HostMatches
            from tornado.web import Application

            app = Application([(HostMatches("example.org"), [("/", "handlers.Index")])])
            """,
        "handlers.py": """
            from tornado.web import RequestHandler

            class Index(RequestHandler):
                def get(self):  # handler: uncovered
                    ...
            """,
    },
    "rules that are collected somehow": """
        from tornado.web import Application, RequestHandler, url

        class Index(RequestHandler):
            def get(self):  # handler: uncovered
                ...

        COLLECTED = collect(url("/", Index))
        app = Application(COLLECTED)
        """,
    "lists that are collected somehow": {
        "app.py": """
            import tornado.web
            import urls

            class Application(tornado.web.Application):
                def __init__(self, **kwargs):
                    kwargs.update(handlers=collected(urls.RULES))
                    super().__init__(**kwargs)

            Application()
            """,
        "urls.py": """
            from tornado.web import RequestHandler

            class Index(RequestHandler):
                def get(self):  # handler: uncovered
                    ...

            class Base(RequestHandler):
                def get(self):
                    ...

            class Unlisted(Base):
                def get(self):  # handler: uncovered
                    ...

            class Other:
                def get(self):
                    ...

            RULES = [("/", Index)]
            PAIRS = [("a", Other), ("b", "c"), ("d", str)]
            """,
    },
    "handlers that a decorator collects": """
        from tornado.web import Application, RequestHandler

        class route:
            collected = []

            def __init__(self, pattern):
                self.pattern = pattern

            def __call__(self, cls):
                self.collected.append((self.pattern, cls))
                return cls

        @route("/")
        class Index(RequestHandler):
            def get(self):  # handler: uncovered
                ...

        app = Application(route.collected)
        """,
    "a client is no server": """
        from tornado.httpclient import AsyncHTTPClient

        async def get(client, request):
            await client.fetch("/", headers=request.headers)

        async def prepare():
            return await AsyncHTTPClient().fetch("/")
        """,
}

LINES = """
        if token := self.request.headers.get("X-OpenReplay-SessionToken"):
            sentry_sdk.set_tag("openReplaySessionToken", token)
"""
BASE = f"class Base(RequestHandler):\n    def prepare(self):{LINES}\n"
MIXIN = f"class Tagging:\n    def prepare(self):{LINES}        return super().prepare()\n"
# Classes above the handler, its bases, what its body has, and its coverage.
PREPARED = {
    "of its own": ("", "RequestHandler", f"    def prepare(self):{LINES}", "covered"),
    "of its base": (BASE, "Base", "", "covered"),
    "of a mixin": (MIXIN, "Tagging, RequestHandler", "", "covered"),
    "of a mixin behind the handler": (MIXIN, "RequestHandler, Tagging", "", "uncovered"),
    "of a mixin behind a project's handler": (
        f"{MIXIN}class Plain(RequestHandler):\n    pass\n",
        "Plain, Tagging",
        "",
        "uncovered",
    ),
    "that hands on": (
        BASE,
        "Base",
        "    def prepare(self):\n        super().prepare()\n",
        "covered",
    ),
    "that hands on by name": (
        BASE,
        "Base",
        "    def prepare(self):\n        Base.prepare(self)\n",
        "covered",
    ),
    "that does not hand on": (BASE, "Base", "    def prepare(self):\n        pass\n", "uncovered"),
    "that hands on if it likes": (
        BASE,
        "Base",
        "    def prepare(self):\n        if self.request.path == '/':\n            super().prepare()\n",
        "unknown",
    ),
    "of a coroutine": (BASE.replace("def prepare", "async def prepare"), "Base", "", "covered"),
    "of a coroutine that is awaited": (
        BASE.replace("def prepare", "async def prepare"),
        "Base",
        "    async def prepare(self):\n        await super().prepare()\n",
        "covered",
    ),
    "of a coroutine that is handed on": (
        BASE.replace("def prepare", "async def prepare"),
        "Base",
        "    def prepare(self):\n        return super().prepare()\n",
        "covered",
    ),
    "of a coroutine that nobody awaits": (
        BASE.replace("def prepare", "async def prepare"),
        "Base",
        "    def prepare(self):\n        super().prepare()\n",
        "uncovered",
    ),
    "too early in initialize": (
        "",
        "RequestHandler",
        f"    def initialize(self):{LINES}",
        "uncovered",
    ),
    "too early in __init__": (
        "",
        "RequestHandler",
        f"    def __init__(self, *args):\n        super().__init__(*args){LINES}",
        "uncovered",
    ),
    "too late": ("", "RequestHandler", f"    def on_finish(self):{LINES}", "uncovered"),
    "in the method": ("", "RequestHandler", f"    def get(self):{LINES}", "covered"),
}
READS = {
    "self.request.headers.get('X-OpenReplay-SessionToken')": "covered",
    "self.request.headers['x-openreplay-sessiontoken']": "covered",
    "self.request.headers.get_list('X-OPENREPLAY-SESSIONTOKEN')[0]": "covered",
    "self.request.headers.get('X_OpenReplay_SessionToken')": "uncovered",
    "self.request.headers.get('HTTP_X_OPENREPLAY_SESSIONTOKEN')": "uncovered",
    "self.get_argument('X-OpenReplay-SessionToken')": "unknown",
}


@pytest.mark.parametrize("files", REGISTERED.values(), ids=REGISTERED)
def test_handlers_are_found(files: dict[str, str] | str) -> None:
    assert listed(files) == demanded(files)


@pytest.mark.parametrize(("above", "bases", "body", "coverage"), PREPARED.values(), ids=PREPARED)
def test_prepare(above: str, bases: str, body: str, coverage: str) -> None:
    get = "" if "def get" in body else "    def get(self):\n        ...\n"
    text = (
        "import sentry_sdk\nfrom tornado.web import Application, RequestHandler\n"
        f"{above}\nclass Index({bases}):\n{get}{body}\napp = Application([('/', Index)])\n"
    )
    assert [row.rpartition(" ")[2] for row in listed(text)] == [coverage]


@pytest.mark.parametrize(("read", "coverage"), READS.items(), ids=READS)
def test_reads_of_a_header(read: str, coverage: str) -> None:
    text = f"""
        import sentry_sdk
        from tornado.web import Application, RequestHandler

        class Index(RequestHandler):
            def prepare(self):
                sentry_sdk.set_tag("openReplaySessionToken", {read})

            def get(self):
                ...

        app = Application([("/", Index)])
        """
    assert listed(text) == [f"app.py:8: {coverage}"]


@pytest.mark.parametrize("name", ["prepare", "open"])
def test_websockets(name: str) -> None:
    text = (
        "import sentry_sdk\nfrom tornado.web import Application\n"
        "from tornado.websocket import WebSocketHandler\n"
        f"class Feed(WebSocketHandler):\n    def {name}(self):{LINES}\n"
        "app = Application([('/feed', Feed)])\n"
    )
    assert listed(text) == ["app.py:4: covered"]


def test_names_and_routes() -> None:
    text = textwrap.dedent(
        """
        from tornado.web import Application, RequestHandler, url

        class One(RequestHandler):
            def get(self): ...

            def head(self): ...

        class Two(One):
            pass

        app = Application([(r"/one/(.*)", One), url("/uno", One), ("/two", Two)])
        """
    )
    assert named(text) == ["One.get: /one/(.*) /uno", "One.head: /one/(.*) /uno", "Two: /two"]
