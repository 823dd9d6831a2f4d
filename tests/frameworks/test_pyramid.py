"""Pyramid: which handlers are found, and which taggers cover them."""

from __future__ import annotations

import pytest

from tests.frameworks.asgi_samples import demanded, listed, named

REGISTERED = {
    "views that are added, by object and by name": {
        "shop/__init__.py": """
            from pyramid.config import Configurator

            from shop.views import about

            def main(global_config, **settings):
                with Configurator(settings=settings) as config:
                    config.add_route("about", "/about")
                    config.add_route("teas", "/teas/{name}")
                    config.add_view(about, route_name="about", renderer="json")
                    config.add_view("shop.views.tea", route_name="teas", request_method="GET")
                    config.add_view(".views.Teas", attr="put", route_name="teas")
                    config.add_notfound_view(".views:missing")
                    config.add_exception_view("shop.views.broken", context=ValueError)
                    config.add_static_view("static", "shop:static")
                    return config.make_wsgi_app()
            """,
        "shop/views.py": """
            def about(request):  # handler: uncovered
                return {}

            def tea(context, request):  # handler: uncovered
                return {}

            class Teas:
                def __init__(self, request):
                    self.request = request

                def put(self):  # handler: uncovered
                    return {}

                def delete(self):
                    return {}

            def missing(request):  # handler: uncovered
                return {}

            def broken(error, request):  # handler: uncovered
                return {}

            def unused(request):
                return {}
            """,
    },
    "decorators in scanned modules": {
        "shop/__init__.py": """
            from pyramid.config import Configurator

            def main(global_config, **settings):
                config = Configurator(settings=settings)
                config.include(".routes")
                config.scan(ignore=".ignored")
                return config.make_wsgi_app()
            """,
        "shop/routes.py": """
            def includeme(config):
                config.add_route("teas", "/teas")
            """,
        "shop/ignored.py": """
            from pyramid.view import view_config

            @view_config(route_name="teas")
            def teas(request):  # handler: unknown
                ...
            """,
        "shop/views/__init__.py": "",
        "shop/views/teas.py": """
            from pyramid import view
            from pyramid.view import notfound_view_config, exception_view_config, view_config
            from pyramid.view import forbidden_view_config, view_defaults

            @view_config(route_name="teas", renderer="json")
            @view_config(route_name="teas", renderer="string", accept="text/plain")
            def teas(request):  # handler: uncovered
                ...

            @view_defaults(route_name="teas")
            class Teas:
                def __init__(self, context, request):
                    self.request = request

                @view_config(request_method="GET")
                def get(self):  # handler: uncovered
                    ...

                @view.view_config(request_method="PUT")
                def put(self):  # handler: uncovered
                    ...

                def helper(self):
                    ...

            @view_config(route_name="teas", attr="list")
            class Lists:
                def __init__(self, request):
                    ...

                def list(self):  # handler: uncovered
                    ...

            @view_config(route_name="teas", request_method="HEAD")
            class Callable:
                def __init__(self, request):
                    ...

                def __call__(self):  # handler: uncovered
                    ...

            @notfound_view_config(renderer="json")
            def missing(request):  # handler: uncovered
                ...

            @forbidden_view_config()
            def forbidden(request):  # handler: uncovered
                ...

            @exception_view_config(ValueError)
            def broken(error, request):  # handler: uncovered
                ...
            """,
    },
    "decorators of the project's own": {
        "app.py": """
            from functools import partial, wraps
            from pyramid.config import Configurator
            from pyramid.view import view_config

            json_view = partial(view_config, renderer="json")

            def get(**settings):
                return view_config(request_method="GET", **settings)

            def both(name):
                def register(view):
                    view_config(route_name=name, request_method="GET")(view)
                    return view_config(route_name=name, request_method="PUT")(view)

                return register

            class put(view_config):
                def __init__(self, **settings):
                    super().__init__(request_method="PUT", **settings)

            def logged(view):
                @wraps(view)
                def inner(context, request):
                    return view(context, request)

                return inner

            @json_view(route_name="a")
            def a(request):  # handler: uncovered
                ...

            @get(route_name="b")
            def b(request):  # handler: uncovered
                ...

            @both("c")
            def c(request):  # handler: uncovered
                ...

            @put(route_name="d")
            @logged
            def d(context, request):  # handler: uncovered
                ...

            config = Configurator()
            config.scan()
            app = config.make_wsgi_app()
            """,
    },
    "a wrapper above hides what is decorated": """
        from functools import wraps
        from pyramid.config import Configurator
        from pyramid.view import view_config

        def logged(view):
            @wraps(view)
            def inner(*args):
                return view(*args)

            return inner

        def same(view):
            return view

        @logged
        @view_config(name="a")
        def a(request):  # handler: unknown
            ...

        @same
        @view_config(name="b")
        def b(request):  # handler: uncovered
            ...

        class C:
            def __init__(self, request):
                ...

            @logged
            @view_config(name="c")
            def c(self):  # handler: uncovered
                ...

        config = Configurator()
        config.scan()
        app = config.make_wsgi_app()
        """,
    "no scan reaches them": {
        "shop/__init__.py": "",
        "shop/app.py": """
            from pyramid.config import Configurator

            def make():
                config = Configurator()
                config.scan("shop.pages")
                return config.make_wsgi_app()
            """,
        "shop/pages.py": """
            from pyramid.view import view_config

            @view_config(route_name="a")
            def a(request):  # handler: uncovered
                ...
            """,
        "shop/others.py": """
            from pyramid.view import view_config

            @view_config(route_name="b")
            def b(request):  # handler: unknown
                ...
            """,
    },
    "what is scanned is not known": {
        "shop/__init__.py": """
            from pyramid.config import Configurator

            def main(global_config, **settings):
                config = Configurator(settings=settings)
                config.add_view("shop.views.a")
                config.scan(settings["views"])
                return config.make_wsgi_app()
            """,
        "shop/views.py": """
            from pyramid.view import view_config

            def a(request):  # handler: unknown
                ...

            @view_config(route_name="b")
            def b(request):  # handler: unknown
                ...
            """,
    },
    "includes of functions, modules and in turn": {
        "shop/__init__.py": """
            from pyramid.config import Configurator

            from shop import web
            from shop.web import admin

            def main(global_config, **settings):
                config = Configurator(settings=settings)
                config.include("pyramid_jinja2")
                config.include(web, route_prefix="/web")
                config.include(admin.setup)
                config.include("shop.web.api:setup")
                return config.make_wsgi_app()
            """,
        "shop/web/__init__.py": """
            def includeme(config):
                config.include(".pages")
                config.scan(".scanned")
            """,
        "shop/web/pages.py": """
            def page(request):  # handler: uncovered
                ...

            def includeme(config):
                config.add_view(page)
            """,
        "shop/web/scanned.py": """
            from pyramid.view import view_config

            @view_config()
            def scanned(request):  # handler: uncovered
                ...
            """,
        "shop/web/admin.py": """
            def admin(request):  # handler: uncovered
                ...

            def setup(config):
                config.add_view(admin)
            """,
        "shop/web/api.py": """
            class Api:
                def __call__(self, request):  # handler: uncovered
                    ...

            def setup(config):
                config.add_view(Api())
            """,
    },
    "an includeme that nothing is seen to include": {
        "shop/__init__.py": "",
        "shop/pages.py": """
            from pyramid.response import Response

            def page(request):  # handler: unknown
                return Response("page")

            def includeme(config):
                config.add_view(page)
            """,
    },
    "directives of the project": {
        "shop/__init__.py": """
            from pyramid.config import Configurator

            def add_page(config, view, path):
                config.add_route(path, path)
                config.add_view(view, route_name=path)

            def page(request):  # handler: uncovered
                ...

            def main(global_config, **settings):
                config = Configurator(settings=settings)
                config.add_directive("add_page", add_page)
                config.add_page(page, "/page")
                return config.make_wsgi_app()
            """,
    },
    "services and resources of Cornice": {
        "shop/__init__.py": """
            from cornice import Service
            from cornice.resource import resource
            from pyramid.config import Configurator

            teas = Service(name="teas", path="/teas")

            @teas.get()
            def listing(request):  # handler: uncovered
                ...

            @teas.post(schema=None)
            def ordered(request):  # handler: uncovered
                ...

            @resource(collection_path="/cups", path="/cups/{id}")
            class Cup:
                def __init__(self, request, context=None):
                    self.request = request

                def collection_get(self):  # handler: uncovered
                    ...

                def get(self):  # handler: uncovered
                    ...

                def helper(self):
                    ...

            def main(global_config, **settings):
                config = Configurator(settings=settings)
                config.include("cornice")
                config.scan()
                return config.make_wsgi_app()
            """,
    },
    "a configurator of a class of the project": """
        from pyramid.config import Configurator

        class Shop(Configurator):
            def add_shop_view(self, view):
                self.add_view(view)

        def page(request):  # handler: uncovered
            ...

        def main(global_config, **settings):
            config = Shop(settings=settings)
            config.add_shop_view(page)
            return config.make_wsgi_app()
        """,
}

TAG = """
def tag_event(event):
    if token := event.request.headers.get("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)

def tag(request):
    if token := request.headers.get("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)

def tween(handler, registry):
    def tagging(request):
        tag(request)
        return handler(request)
    return tagging

def late_tween(handler, registry):
    def tagging(request):
        response = handler(request)
        tag(request)
        return response
    return tagging

def scoped_tween(handler, registry):
    def tagging(request):
        with sentry_sdk.isolation_scope():
            tag(request)
            return handler(request)
    return tagging

class Tween:
    def __init__(self, handler, registry):
        self.handler = handler

    def __call__(self, request):
        tag(request)
        return self.handler(request)

def deriver(view, info):
    def derived(context, request):
        tag(request)
        return view(context, request)
    return derived

def decorated(view):
    def inner(context, request):
        tag(request)
        return view(context, request)
    return inner

class Middleware:
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

def wrapped(app):
    def wrapper(environ, start_response):
        if token := environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN"):
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return app(environ, start_response)
    return wrapper
"""
# What is called on the configurator, what is returned, and the coverage of the view.
HOOKS = {
    "a subscriber": ("config.add_subscriber(tag_event, NewRequest)", "covered"),
    "of the interface": ("config.add_subscriber(tag_event, INewRequest)", "covered"),
    "by its name": (
        "config.add_subscriber('app.tag_event', 'pyramid.events.NewRequest')",
        "covered",
    ),
    "after the context is found": ("config.add_subscriber(tag_event, ContextFound)", "covered"),
    "of the response": ("config.add_subscriber(tag_event, NewResponse)", "uncovered"),
    "under a predicate": (
        "config.add_subscriber(tag_event, NewRequest, is_api=True)",
        "unknown",
    ),
    "one that is not known": ("config.add_subscriber(settings['s'], NewRequest)", "unknown"),
    "a tween": ("config.add_tween('app.tween')", "covered"),
    "a relative one": ("config.add_tween('.tween')", "covered"),
    "a class": ("config.add_tween('app.Tween')", "covered"),
    "too late": ("config.add_tween('app.late_tween')", "uncovered"),
    "in a scope of its own": ("config.add_tween('app.scoped_tween')", "uncovered"),
    "inside the scope of a tween": (
        "config.add_tween('app.scoped_tween'); config.add_subscriber(tag_event, NewRequest)",
        "unknown",
    ),
    "of a library": ("config.add_tween('pyramid_tm.tm_tween_factory')", "uncovered"),
    "a view deriver": ("config.add_view_deriver(deriver, name='tag')", "covered"),
    "not registered": ("", "uncovered"),
    "an event of the project's own": ("config.add_subscriber(tag_event, Ordered)", "uncovered"),
}
SERVED = {
    "wrapped": ("return Middleware(config.make_wsgi_app())", "uncovered"),
    "wrapped by a function": ("return wrapped(config.make_wsgi_app())", "uncovered"),
    "wrapped in a scope of its own": ("return Isolating(config.make_wsgi_app())", "covered"),
    "wrapped by name": (
        "app = config.make_wsgi_app(); app = Middleware(app); return app",
        "uncovered",
    ),
    "wrapped inside Sentry's": (
        "return SentryWsgiMiddleware(Middleware(config.make_wsgi_app()))",
        "covered",
    ),
}
HEAD = (
    "import sentry_sdk\n"
    "from pyramid.config import Configurator\n"
    "from pyramid.events import NewRequest, ContextFound, NewResponse\n"
    "from pyramid.interfaces import INewRequest\n"
    "from sentry_sdk.integrations.wsgi import SentryWsgiMiddleware\n"
    "class Ordered: ...\n"
    "def page(request):\n    ...\n"
    f"{TAG}\n"
)

READS = {
    "request.headers.get('x-openreplay-sessiontoken')": "covered",
    "request.headers['X-OpenReplay-SessionToken']": "covered",
    "request.headers.get('X_OPENREPLAY_SESSIONTOKEN')": "covered",
    "request.environ.get('HTTP_X_OPENREPLAY_SESSIONTOKEN')": "covered",
    "request.environ.get('X-OpenReplay-SessionToken')": "uncovered",
    "request.headers.get('HTTP_X_OPENREPLAY_SESSIONTOKEN')": "uncovered",
    "get_current_request().headers.get('X-OpenReplay-SessionToken')": "covered",
    "request.params.get('X-OpenReplay-SessionToken')": "unknown",
}


@pytest.mark.parametrize("files", REGISTERED.values(), ids=REGISTERED)
def test_handlers_are_found(files: dict[str, str] | str) -> None:
    assert listed(files) == demanded(files)


@pytest.mark.parametrize(("hook", "coverage"), HOOKS.values(), ids=HOOKS)
def test_hooks(hook: str, coverage: str) -> None:
    text = (
        f"{HEAD}def main(global_config, **settings):\n"
        "    with Configurator(settings=settings) as config:\n"
        f"        {hook or 'pass'}\n        config.add_view(page)\n"
        "        return config.make_wsgi_app()\n"
    )
    assert listed(text) == [f"app.py:7: {coverage}"]


@pytest.mark.parametrize(("served", "coverage"), SERVED.values(), ids=SERVED)
def test_what_is_wrapped_round_the_app(served: str, coverage: str) -> None:
    text = (
        f"{HEAD}def main(global_config, **settings):\n"
        "    config = Configurator(settings=settings)\n    config.add_view(page)\n"
        f"    {served}\n"
    )
    assert listed(text) == [f"app.py:7: {coverage}"]


@pytest.mark.parametrize(("read", "coverage"), READS.items(), ids=READS)
def test_reads_of_a_header(read: str, coverage: str) -> None:
    text = f"""
        import sentry_sdk
        from pyramid.config import Configurator
        from pyramid.threadlocal import get_current_request

        def page(request):
            sentry_sdk.set_tag("openReplaySessionToken", {read})

        config = Configurator()
        config.add_view(page)
        """
    assert listed(text) == [f"app.py:5: {coverage}"]


def test_views_that_tag_by_themselves() -> None:
    text = f"""{HEAD}
class Page:
    def __init__(self, request):
        self.request = request
        tag(request)

    def show(self):  # handler: covered
        ...

class Plain:
    def __init__(self, context, request):
        self.request = request

    def show(self):  # handler: covered
        tag(self.request)

    def other(self):  # handler: uncovered
        ...

@decorated
def inner(context, request):  # handler: covered
    ...

def outer(context, request):  # handler: covered
    ...

config = Configurator()
config.add_view(Page, attr="show")
config.add_view(Plain, attr="show")
config.add_view(Plain, attr="other")
config.add_view(inner)
config.add_view(outer, decorator=(decorated,))
"""
    assert listed(text) == demanded(text)


def test_a_subscriber_counts_where_a_scan_reaches_it() -> None:
    files = {
        "shop/__init__.py": """
            from pyramid.config import Configurator

            def page(request):  # handler: covered
                ...

            def main(global_config, **settings):
                config = Configurator(settings=settings)
                config.add_view(page)
                config.scan(".events")
            """,
        "shop/events.py": """
            from pyramid.events import NewRequest, subscriber
            from tagging import tag

            @subscriber(NewRequest)
            def started(event):
                tag(event.request)
            """,
    }
    assert listed(files) == demanded(files)
    elsewhere = (
        files["shop/__init__.py"].replace(".events", ".views").replace(": covered", ": uncovered")
    )
    files = {**files, "shop/__init__.py": elsewhere, "shop/views.py": ""}
    assert listed(files) == demanded(files)


def test_hooks_that_only_settings_may_include() -> None:
    files = {
        "shop/__init__.py": """
            from pyramid.config import Configurator

            def page(request):  # handler: unknown
                ...

            def main(global_config, **settings):
                config = Configurator(settings=settings)
                config.add_view(page)
                return config.make_wsgi_app()
            """,
        "shop/replay.py": """
            from pyramid.events import NewRequest
            from tagging import tag

            def started(event):
                tag(event.request)

            def includeme(config):
                config.add_subscriber(started, NewRequest)
            """,
    }
    assert listed(files) == demanded(files)


def test_names_and_routes() -> None:
    text = """
        from pyramid.config import Configurator
        from pyramid.view import view_config, view_defaults

        def api(config):
            config.add_route("cups", "/cups/{id}")

        @view_defaults(route_name="cups")
        class Cups:
            def __init__(self, request): ...

            @view_config(request_method="GET")
            def get(self): ...

        @view_config(name="search")
        @view_config(route_name="teas")
        def teas(request): ...

        config = Configurator()
        config.add_route("teas", pattern="/teas")
        config.include(api, route_prefix="api")
        config.scan()
        """
    assert named(text) == ["Cups.get: /api/cups/{id}", "teas: /teas search"]
