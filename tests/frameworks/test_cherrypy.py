"""CherryPy: which handlers are found, and which taggers cover them."""

from __future__ import annotations

import pytest

from tests.frameworks.asgi_samples import demanded, listed, named

REGISTERED = {
    "what is exposed on objects that hang together": """
        import cherrypy
        from cherrypy import expose

        class Deep:
            @expose
            def index(self):  # handler: uncovered
                ...

            @expose(["also"])
            def named(self):  # handler: uncovered
                ...

            def hidden(self):
                ...

        class Old(object):
            def index(self):  # handler: uncovered
                ...
            index.exposed = True

            def default(self, *path):  # handler: uncovered
                ...
            default.exposed = True

        class Base:
            @cherrypy.expose
            def inherited(self):  # handler: uncovered
                ...

        class Root(Base):
            old = Old()

            def __init__(self):
                self.title = "root"
                self.size = 3
                self.color = "red"
                self.shape = "round"
                self.deep = Deep()

        class Unused:
            @expose
            def index(self):
                ...

        def plain():  # handler: uncovered
            ...

        root = Root()
        root.plain = expose(plain)
        cherrypy.quickstart(root)
        """,
    "classes by method": {
        "app.py": """
            import cherrypy
            from songs import Songs, Singers

            conf = {"/": {"request.dispatch": cherrypy.dispatch.MethodDispatcher()}}
            cherrypy.tree.mount(Songs(), "/songs", conf)
            cherrypy.tree.mount(Singers(), "/singers", conf)
            application = cherrypy.tree
            """,
        "songs.py": """
            import cherrypy

            @cherrypy.expose
            class Songs:
                def GET(self):  # handler: uncovered
                    ...

                @cherrypy.tools.json_out()
                def POST(self, name):  # handler: uncovered
                    ...

                def helper(self):
                    ...

            class Singers:
                exposed = True

                def PUT(self):  # handler: uncovered
                    ...
            """,
    },
    "a class whose methods a dispatcher of the project finds": """
        import cherrypy

        class Lower(cherrypy.dispatch.MethodDispatcher):
            ...

        @cherrypy.expose
        class Songs:  # handler: uncovered
            def get(self):
                ...

        cherrypy.quickstart(Songs(), "/", {"/": {"request.dispatch": Lower()}})
        """,
    "connected routes": """
        import cherrypy

        class Songs:
            def show(self, name):  # handler: uncovered
                ...

            def hidden(self):
                ...

        def application():
            routes = cherrypy.dispatch.RoutesDispatcher()
            routes.connect("song", "/songs/{name}", controller=Songs(), action="show")
            return cherrypy.tree.mount(None, config={"/": {"request.dispatch": routes}})
        """,
    "an application that is made and then mounted": """
        from cherrypy import Application, expose, tree

        class Root:
            @expose
            def index(self):  # handler: uncovered
                ...

        app = Application(Root(), "/")
        tree.mount(app)
        """,
    "a class of applications": """
        import cherrypy

        class Root:
            @cherrypy.expose
            def index(self):  # handler: uncovered
                ...

        class Other:
            @cherrypy.expose
            def index(self):  # handler: uncovered
                ...

        class App(cherrypy.Application):
            def __init__(self, title):
                self.title = title
                config = {"/": {"tools.encode.on": True}}
                cherrypy.Application.__init__(self, root=Root(), config=config)

        class Heir(cherrypy.Application):
            def __init__(self):
                super().__init__(Other(), "/other")

        def main():
            cherrypy.tree.mount(Heir())
            cherrypy.quickstart(App("songs"))
        """,
    "objects that lead back to themselves": """
        import cherrypy

        class Child:
            def __init__(self, parent):
                self.parent = parent

            @cherrypy.expose
            def index(self):  # handler: uncovered
                ...

        class Root:
            def __init__(self):
                self.child = Child(self)

            @cherrypy.expose
            def index(self):  # handler: uncovered
                ...

        cherrypy.quickstart(Root())
        """,
}

TOOLS = """
def plain():
    if token := cherrypy.request.headers.get("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)

def cleared():
    sentry_sdk.get_isolation_scope().remove_tag("openReplaySessionToken")
    plain()

def entered():
    stack = contextlib.ExitStack()
    cherrypy.serving.request.hooks.attach("on_end_request", stack.close)
    stack.enter_context(sentry_sdk.isolation_scope())
    plain()

def closed():
    with sentry_sdk.isolation_scope():
        plain()

class Mw:
    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        if token := environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN"):
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return self.app(environ, start_response)

class Isolating:
    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        with sentry_sdk.isolation_scope() as scope:
            if token := environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN"):
                scope.set_tag("openReplaySessionToken", token)
            return self.app(environ, start_response)

def tool(function, point="on_start_resource"):
    cherrypy.tools.tag = cherrypy.Tool(point, function)
"""
HEAD = (
    "import contextlib\nimport cherrypy\nimport sentry_sdk\n"
    "from sentry_sdk.integrations.wsgi import SentryWsgiMiddleware\n"
    "class Root:\n    {before}\n    @cherrypy.expose\n    def index(self):\n        {body}\n"
    f"{TOOLS}\n"
)
ON = "cherrypy.config.update({'tools.tag.on': True})"
# What stands in the class, in the view, and in the module; the app's configuration; the coverage.
HOOKS = {
    "nothing": ("", "", "", "{}", "uncovered"),
    "a tool with a scope": ("", "", f"tool(entered)\n{ON}", "{}", "covered"),
    "in a section of its own": (
        "",
        "",
        "tool(entered)\ncherrypy.config.update({'global': {'tools.tag.on': True}})",
        "{}",
        "covered",
    ),
    "on for the app": ("", "", "tool(entered)", "{'/': {'tools.tag.on': True}}", "covered"),
    "on for other paths": ("", "", "tool(entered)", "{'/x': {'tools.tag.on': True}}", "uncovered"),
    "on for the class": (
        "_cp_config = {'tools.tag.on': True}",
        "",
        "tool(entered)",
        "{}",
        "covered",
    ),
    "on for the method": ("@cherrypy.tools.tag()", "", "tool(entered)", "{}", "covered"),
    "not on": ("", "", "tool(entered)", "{}", "uncovered"),
    "switched off": (
        "",
        "",
        "tool(entered)\ncherrypy.config.update({'tools.tag.on': False})",
        "{}",
        "uncovered",
    ),
    "on in a file, maybe": (
        "",
        "",
        "tool(entered)\ncherrypy.config.update('server.conf')",
        "{}",
        "unknown",
    ),
    "configured by a file": ("", "", "tool(entered)", "'app.conf'", "unknown"),
    "it leaks": ("", "", f"tool(plain)\n{ON}", "{}", "uncovered"),
    "the last request's tag is taken away": ("", "", f"tool(cleared)\n{ON}", "{}", "covered"),
    "the scope is closed too early": ("", "", f"tool(closed)\n{ON}", "{}", "uncovered"),
    "too late": ("", "", f"tool(entered, 'before_finalize')\n{ON}", "{}", "uncovered"),
    "a bare hook": ("", "", "", "{'/': {'hooks.before_handler': entered}}", "covered"),
    "a view that leaks": ("", "plain()", "", "{}", "uncovered"),
    "a view under Sentry's middleware": (
        "",
        "plain()",
        "application = SentryWsgiMiddleware(cherrypy.tree)",
        "{}",
        "covered",
    ),
    "in the pipeline": (
        "",
        "",
        "",
        "{'/': {'wsgi.pipeline': [('sentry', SentryWsgiMiddleware), ('tag', Mw)]}}",
        "covered",
    ),
    "in the pipeline, outside of Sentry's": (
        "",
        "",
        "",
        "{'/': {'wsgi.pipeline': [('tag', Mw), ('sentry', SentryWsgiMiddleware)]}}",
        "uncovered",
    ),
    "in the pipeline with a scope": (
        "",
        "",
        "",
        "{'/': {'wsgi.pipeline': [('tag', Isolating)]}}",
        "covered",
    ),
    "round the tree": ("", "", "application = Mw(cherrypy.tree)", "{}", "uncovered"),
    "round the tree with a scope": (
        "",
        "",
        "application = Isolating(cherrypy.tree)",
        "{}",
        "covered",
    ),
    "round the tree, inside Sentry's": (
        "",
        "",
        "application = SentryWsgiMiddleware(Mw(cherrypy.tree))",
        "{}",
        "covered",
    ),
    "a pipeline in the configuration of all apps, where it is not heeded": (
        "",
        "",
        "cherrypy.config.update({'wsgi.pipeline': [('tag', Isolating)]})",
        "{}",
        "uncovered",
    ),
}

READS = {
    "cherrypy.request.headers.get('x-openreplay-sessiontoken')": "covered",
    "cherrypy.serving.request.headers['X-OpenReplay-SessionToken']": "covered",
    "cherrypy.request.wsgi_environ.get('HTTP_X_OPENREPLAY_SESSIONTOKEN')": "covered",
    "cherrypy.request.headers.get('X_OpenReplay_SessionToken')": "uncovered",
    "cherrypy.request.wsgi_environ.get('X-OpenReplay-SessionToken')": "uncovered",
    "cherrypy.request.params.get('X-OpenReplay-SessionToken')": "unknown",
}


@pytest.mark.parametrize("files", REGISTERED.values(), ids=REGISTERED)
def test_handlers_are_found(files: dict[str, str] | str) -> None:
    assert listed(files) == demanded(files)


@pytest.mark.parametrize(("before", "body", "more", "conf", "coverage"), HOOKS.values(), ids=HOOKS)
def test_hooks(before: str, body: str, more: str, conf: str, coverage: str) -> None:
    head = HEAD.format(before=before or "pass", body=body or "...")
    text = f"{head}\n{more}\ncherrypy.tree.mount(Root(), '/', {conf})\n"
    assert listed(text) == [f"app.py:8: {coverage}"]


@pytest.mark.parametrize(("read", "coverage"), READS.items(), ids=READS)
def test_reads_of_a_header(read: str, coverage: str) -> None:
    text = f"""
        import cherrypy
        import sentry_sdk
        from sentry_sdk.integrations.wsgi import SentryWsgiMiddleware

        class Root:
            @cherrypy.expose
            def index(self):
                sentry_sdk.set_tag("openReplaySessionToken", {read})

        application = SentryWsgiMiddleware(cherrypy.tree.mount(Root(), "/"))
        """
    assert listed(text) == [f"app.py:7: {coverage}"]


def test_a_scope_that_nothing_leaves_leaks() -> None:
    text = """
        import cherrypy
        import sentry_sdk

        class Root:
            @cherrypy.expose
            def index(self):  # handler: uncovered
                ...

        @cherrypy.tools.register("on_start_resource")
        def tag():
            sentry_sdk.isolation_scope().__enter__()
            if token := cherrypy.request.headers.get("X-OpenReplay-SessionToken"):
                sentry_sdk.set_tag("openReplaySessionToken", token)

        cherrypy.config.update({"tools.tag.on": True})
        cherrypy.quickstart(Root())
        """
    assert listed(text) == demanded(text)


def test_names_and_routes() -> None:
    text = """
        import cherrypy

        class Songs:
            @cherrypy.expose
            def index(self): ...

            @cherrypy.expose
            def latest(self): ...

            @cherrypy.expose
            def default(self, *path): ...

        class Root:
            songs = Songs()

            @cherrypy.expose
            def index(self): ...

        cherrypy.tree.mount(Root(), "/music")
        """
    assert named(text) == [
        "Songs.index: /music/songs/",
        "Songs.latest: /music/songs/latest",
        "Songs.default: /music/songs/*",
        "Root.index: /music/",
    ]
