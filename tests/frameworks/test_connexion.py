"""Connexion: which handlers its descriptions name, and which taggers cover them."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from tests.expectations import expected_handlers, found_handlers, rows
from tests.frameworks.asgi_samples import demanded, listed, named, sources
from tests.linked import linked

PETS = """
    openapi: 3.0.0
    info: {title: Pets, version: "1"}
    servers: [{url: /v1}]
    paths:
      /pets:
        get: {operationId: pets.search}
        post: {operationId: pets.add, x-openapi-router-controller: shop}
      /pets/{name}:
        parameters: [{in: path, name: name}]
        get: {operationId: pets.shown.get}
    """
SHOWN = """
    class Shown:
        def get(self, name):  # handler: uncovered
            ...

    shown = Shown()

    def search():  # handler: uncovered
        ...
    """
ADDED = """
    def add():  # handler: uncovered
        ...
    """
MODULES = {"pets.py": SHOWN, "shop/__init__.py": "", "shop/pets.py": ADDED}
FILES = {
    "beside the app": ('add_api("openapi.yaml")', "openapi.yaml"),
    "in the directory of descriptions": ('add_api("pets-api.yml")', "spec/pets-api.yml"),
    "by a path": ('add_api(Path(__file__).parent / "spec" / "openapi.yaml")', "spec/openapi.yaml"),
    "by a joined path": (
        'add_api(os.path.join(os.path.dirname(__file__), "../docs/openapi.yaml"))',
        "docs/openapi.yaml",
    ),
    "by an f-string": ('add_api(f"{os.getcwd()}/api/swagger.yml")', "api/swagger.yml"),
    "of any name": ('add_api("./pets.yaml")', "spec/pets.yaml"),
    "from above": ('add_api(os.path.join(BASE, "docs", "pets.json"))', "docs/pets.json"),
    "what is loaded from it": ("add_api(loaded())", "docs/pets.yaml"),
    "what a library makes of it": (
        'add_api(bundled(Path("spec/openapi.yaml").resolve()))',
        "spec/openapi.yaml",
    ),
}
BUNDLED = """
    import os
    from pathlib import Path
    import connexion
    import prance
    import yaml

    def bundled(path):
        parser = prance.ResolvingParser(str(path), lazy=True)
        parser.parse()
        return parser.specification

    def loaded():
        with open("docs/pets.yaml") as file:
            return yaml.safe_load(file)

    BASE = Path(__file__).parents[2]
    app = connexion.FlaskApp(__name__, specification_dir="./spec/")
    app.{added}
    """


@pytest.mark.parametrize(("added", "path"), FILES.values(), ids=FILES)
def test_a_description_is_found(added: str, path: str) -> None:
    sample = {"main.py": BUNDLED.format(added=added), path: PETS, **MODULES}

    assert listed(sample) == demanded(sample)


def test_routes_begin_with_the_base_path() -> None:
    sample = {"main.py": BUNDLED.format(added='add_api("openapi.yaml")'), "openapi.yaml": PETS}
    based = {
        "main.py": BUNDLED.format(added='add_api("openapi.yaml", base_path="/v2")'),
        "openapi.yaml": PETS,
    }

    assert named({**sample, **MODULES}) == [
        "Shown.get: /v1/pets/{name}",
        "search: /v1/pets",
        "add: /v1/pets",
    ]
    assert named({**based, **MODULES})[0] == "Shown.get: /v2/pets/{name}"


def test_an_operation_without_a_function_is_unknown() -> None:
    project = linked(
        {
            "main.py": """
                import connexion

                app = connexion.AsyncApp(__name__)
                app.add_api("openapi.yaml")
                """,
            "openapi.yaml": PETS,
            "pets.py": "def search(): ...",
        }
    )

    assert [(h.line, h.name, h.coverage, h.reason) for h in project.handlers()] == [
        (4, "pets.shown.get", "unknown", "a function that openapi.yaml names is not found"),
        (4, "shop.pets.add", "unknown", "a function that openapi.yaml names is not found"),
        (1, "search", "uncovered", "no hook or handler code tags the request"),
    ]


def test_a_description_that_is_not_found_still_answers() -> None:
    project = linked(
        """
        import connexion, os

        app = connexion.AsyncApp(__name__)
        app.add_api(os.environ["SPEC"])
        """
    )

    assert project.handlers() == []
    (node,) = project.own_apps
    assert project.answers(node)


RESOLVED = {
    "REST": (
        'RestyResolver("api")',
        ["/pets", "/pets/{name}", "/big-pets/{name}/toys"],
        {
            "api/pets.py": """
                def search():  # handler: uncovered
                    ...

                def post():  # handler: uncovered
                    ...

                def get(name):  # handler: uncovered
                    ...
                """,
            "api/big_pets/toys.py": """
                def search(name):  # handler: uncovered
                    ...

                def post(name):  # handler: uncovered
                    ...
                """,
        },
    ),
    "REST with another name for collections": (
        'connexion.RestyResolver("api", collection_endpoint_name="index")',
        ["/pets"],
        {
            "api/pets.py": """
                def index():  # handler: uncovered
                    ...

                def post():  # handler: uncovered
                    ...
                """
        },
    ),
    "view classes that choose the method themselves": (
        'connexion.resolver.MethodViewResolver("api")',
        ["/pets"],
        {
            "api/__init__.py": "from api.pets import PetsView",
            "api/pets.py": """
                class PetsView:
                    def get(self):  # handler: uncovered
                        ...

                    def post(self):  # handler: uncovered
                        ...
                """,
        },
    ),
    "view classes": (
        'MethodViewResolver("api")',
        ["/wild_pets", "/wild_pets/{name}"],
        {
            "api/__init__.py": """
                class WildPetsView:
                    def get(self, name):  # handler: uncovered
                        ...

                    def post(self, name):  # handler: uncovered
                        ...
                """
        },
    ),
}


@pytest.mark.parametrize(("resolver", "paths", "modules"), RESOLVED.values(), ids=RESOLVED)
def test_a_resolver_names_functions(
    resolver: str, paths: list[str], modules: Mapping[str, str]
) -> None:
    document = {"openapi": "3.0.0", "paths": {path: {"get": {}, "post": {}} for path in paths}}
    sample = {
        "main.py": f"""
            import connexion
            from connexion.resolver import MethodViewResolver, RestyResolver

            app = connexion.AsyncApp(__name__)
            app.add_api("openapi.json", resolver={resolver})
            """,
        "openapi.json": json.dumps(document),
        **modules,
    }
    found = [h for h in linked(sources(sample)).handlers() if h.path != "main.py"]

    assert rows(found_handlers(found)) == rows(expected_handlers(sources(sample)))


OTHERS = {
    "a description in the code, and routes": """
        import connexion

        app = connexion.AsyncApp("shop", resolver=connexion.RestyResolver("app"))
        app.add_api({"openapi": "3.0.0", "paths": {"/": {"get": {"operationId": "app.index"}}}})

        def index():  # handler: uncovered
            ...

        @app.route("/more")
        async def more():  # handler: uncovered
            ...

        def last():  # handler: uncovered
            ...

        app.add_url_rule("/last", "last", last)
        """,
    "what the Flask app inside has": {
        "app.py": """
            import connexion
            from flask_restful import Api, Resource
            from pages import pages

            shop = connexion.App(__name__)
            inner = shop.app
            inner.register_blueprint(pages)
            api = Api(shop.app)

            @shop.app.route("/health")
            def health():  # handler: uncovered
                ...

            class Stock(Resource):
                def get(self):  # handler: uncovered
                    ...

            api.add_resource(Stock, "/stock")
            """,
        "pages.py": """
            from flask import Blueprint

            pages = Blueprint("pages", __name__)

            @pages.get("/")
            def index():  # handler: uncovered
                ...
            """,
    },
    "parts in other files": {
        "app.py": """
            import connexion

            def create_app():
                app = connexion.FlaskApp(__name__)
                app.add_api("openapi/main.yaml", arguments={"title": "Shop"})
                return app

            def index():  # handler: uncovered
                ...

            def basket():  # handler: uncovered
                ...
            """,
        "openapi/main.yaml": """
            openapi: 3.0.0
            info: {title: x}
            x-title: {{ title }}
            paths:
              /: {$ref: "paths/index.yaml"}
              /basket: {$ref: "#/components/pathItems/basket"}
            components:
              pathItems:
                basket: {post: {operationId: app.basket}}
            """,
        "openapi/paths/index.yaml": "get: {operationId: app.index}",
        "openapi/index.yaml": "get: {operationId: app.nowhere}",
    },
    "a subclass, and wrappers": """
        import functools
        from connexion import FlaskApp

        class Shop(FlaskApp):
            def __init__(self):
                super().__init__(__name__)

        def counted(view):
            @functools.wraps(view)
            def inner(*args, **kwargs):
                return view(*args, **kwargs)

            return inner

        app = Shop()
        app.add_api({"paths": {"/": {"get": {"operationId": "app.index"}}}})

        @counted
        def index():  # handler: uncovered
            ...
        """,
}


@pytest.mark.parametrize("sample", OTHERS.values(), ids=OTHERS)
def test_handlers(sample: Mapping[str, str] | str) -> None:
    assert listed(sample) == demanded(sample)


OWN = """
class Own:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        with sentry_sdk.isolation_scope() as own:
            for name, value in scope.get("headers", ()):
                if name == b"x-openreplay-sessiontoken" and value:
                    own.set_tag("openReplaySessionToken", value.decode())
            await self.app(scope, receive, send)
"""
INNER = """
@app.app.before_request
def hook():
    tag(request)
"""
FIRST = "app.add_middleware({}, MiddlewarePosition.BEFORE_EXCEPTION)\n"
THREE = "\n# only version 3 has\nfrom connexion.middleware import MiddlewarePosition\n"
# What the module says before the description is added, and the coverage of its handler.
PLACES = {
    "a scope of its own, first": (FIRST.format("Own"), "covered"),
    "by keyword": (
        "app.add_middleware(Own, position=MiddlewarePosition.BEFORE_EXCEPTION)",
        "covered",
    ),
    "on the middleware inside": (
        "app.middleware.add_middleware(Own, position=MiddlewarePosition.BEFORE_EXCEPTION)",
        "covered",
    ),
    "a scope of its own at the default position": ("app.add_middleware(Own)", "uncovered"),
    "a scope of its own before routing": (
        "app.add_middleware(Own, MiddlewarePosition.BEFORE_ROUTING)",
        "uncovered",
    ),
    "no scope": (FIRST.format("Tagger"), "uncovered"),
    "behind Sentry's": (FIRST.format("SentryAsgiMiddleware") + FIRST.format("Tagger"), "covered"),
    "its own scope behind Sentry's": (
        FIRST.format("SentryAsgiMiddleware") + FIRST.format("Own"),
        "covered",
    ),
    "before Sentry's": (FIRST.format("Tagger") + FIRST.format("SentryAsgiMiddleware"), "uncovered"),
    "deeper than Sentry's": (
        "app.add_middleware(Tagger)\n" + FIRST.format("SentryAsgiMiddleware"),
        "covered",
    ),
    "a hook of Flask's": (INNER, "uncovered"),
    "a hook of Flask's, with Sentry's middleware": (
        INNER + FIRST.format("SentryAsgiMiddleware"),
        "covered",
    ),
    "a hook of Flask's, with Sentry's middleware at the default position": (
        INNER + "app.add_middleware(SentryAsgiMiddleware)",
        "uncovered",
    ),
    "a hook of Flask's, with Sentry's middleware round it all": (
        INNER + "served = SentryAsgiMiddleware(app)",
        "covered",
    ),
    "round the app": ("served = Own(app)", "covered"),
    "round the app without a scope": ("served = Tagger(app)", "uncovered"),
    "round the app, inside Sentry's": ("served = SentryAsgiMiddleware(Tagger(app))", "covered"),
    "WSGI middleware": ("app.add_wsgi_middleware(Inner)", "uncovered"),
    "WSGI middleware, with Sentry's outside": (
        "app.add_wsgi_middleware(Inner)\n" + FIRST.format("SentryAsgiMiddleware"),
        "covered",
    ),
    "at a position of which nothing is known": ("app.add_middleware(Own, position())", "uncovered"),
}
MODULE = """\
import os
import connexion
import sentry_sdk
from flask import request
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware
from tagging import Tagger, tag
{extra}

class Inner:
    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        if token := environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN"):
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return self.app(environ, start_response)

def position():
    return getattr(MiddlewarePosition, os.environ["POSITION"])

app = connexion.FlaskApp({arguments})
{place}
app.add_api({{"paths": {{"/": {{"get": {{"operationId": "app.index"}}}}}}}})

def index():
    ...
"""


def _coverage(place: str, extra: str = THREE, arguments: str = "__name__", **files: str) -> str:
    text = MODULE.format(extra=extra + OWN, arguments=arguments, place=place)
    (handler,) = linked(sources({"app.py": text, **files})).handlers()
    return handler.coverage


@pytest.mark.parametrize(("place", "coverage"), PLACES.values(), ids=PLACES)
def test_placements_in_version_3(place: str, coverage: str) -> None:
    assert _coverage(place) == coverage


def test_middleware_that_is_listed_in_version_3() -> None:
    listing = "__name__, middlewares=[{}, *ConnexionMiddleware.default_middlewares{}]"
    extra = "from connexion.middleware import ConnexionMiddleware\n"

    assert _coverage("", extra, listing.format("Own", "")) == "covered"
    assert _coverage("", extra, listing.format("Tagger", "")) == "uncovered"
    assert _coverage("", extra, listing.format("SentryAsgiMiddleware, Tagger", "")) == "covered"


PLACES_IN_2 = {
    "a hook of Flask's": (INNER, "covered"),
    "of a name for the Flask app": (
        "inner = app.app\ninner.before_request(lambda: tag(request))",
        "covered",
    ),
    "after the request": (
        INNER.replace("before", "after").replace("hook()", "hook(r)"),
        "uncovered",
    ),
    "WSGI middleware inside": ("app.app.wsgi_app = Inner(app.app.wsgi_app)", "covered"),
    "round the app": ("served = Inner(app)", "uncovered"),
    "round the Flask app": ("served = Inner(app.app)", "uncovered"),
    "nothing": ("", "uncovered"),
}


@pytest.mark.parametrize(("place", "coverage"), PLACES_IN_2.values(), ids=PLACES_IN_2)
def test_placements_in_version_2(place: str, coverage: str) -> None:
    assert (
        _coverage(place, "", **{"requirements.txt": "connexion[swagger-ui]==2.14.2\n"}) == coverage
    )


VERSIONS = {
    "nothing is said": ({}, "unknown"),
    "any version": ({"requirements.txt": "connexion\n"}, "unknown"),
    "at least version 2": ({"requirements.txt": "connexion[flask] >= 2.7\n"}, "unknown"),
    "version 3 in a list": (
        {"pyproject.toml": '[project]\ndependencies = ["connexion[flask]>=3", "flask<3"]\n'},
        "uncovered",
    ),
    "below 3": ({"setup.cfg": "[options]\ninstall_requires =\n    connexion<3.0.0\n"}, "covered"),
    "below 3.1": ({"setup.cfg": "[options]\ninstall_requires = connexion<3.1\n"}, "unknown"),
    "a range": ({"requirements.in": "connexion>=2.14,<3\n"}, "covered"),
    "Poetry's table": (
        {
            "pyproject.toml": '[tool.poetry.dependencies]\nconnexion = { version = "^2.14", extras = ["swagger-ui"] }\n'
        },
        "covered",
    ),
    "a lock": (
        {
            "pyproject.toml": '[project]\ndependencies = ["connexion"]\n',
            "uv.lock": '[[package]]\nname = "connexion"\nversion = "3.2.0"\n',
        },
        "uncovered",
    ),
    "Pipenv's lock": (
        {
            "Pipfile.lock": '{"default": {"connexion": {"hashes": ["sha256:1"], "version": "==2.14.2"}}}'
        },
        "covered",
    ),
    "of another service": (
        {"requirements.txt": "connexion==2.6\n", "other/requirements.txt": "connexion==3.0\n"},
        "covered",
    ),
    "what the code uses is stronger": (
        {"requirements.txt": "connexion==2.6\n", "more.py": "from connexion import AsyncApp\n"},
        "uncovered",
    ),
    "an option of version 2": ({"arguments": "__name__, debug=True"}, "covered"),
    "an option of version 3": ({"arguments": "__name__, strict_validation=True"}, "uncovered"),
}


@pytest.mark.parametrize(("files", "coverage"), VERSIONS.values(), ids=VERSIONS)
def test_the_version_decides_whether_a_hook_of_flask_is_right(
    files: dict[str, str], coverage: str
) -> None:
    assert _coverage(INNER, "", **files) == coverage


def test_a_tag_that_a_view_sets_leaks_in_version_3_alone() -> None:
    files = {
        "app.py": """
            import connexion
            from pages import pages
            from flask import request
            from tagging import tag

            app = connexion.FlaskApp(__name__)
            app.app.register_blueprint(pages)

            @app.route("/")
            def index():  # handler: covered
                tag(request)
            """,
        "pages.py": """
            from flask import Blueprint, request
            from tagging import tag

            pages = Blueprint("pages", __name__)

            @pages.before_request
            def first():
                tag(request)

            @pages.get("/more")
            def more():  # handler: covered
                ...
            """,
    }
    in_2 = {**files, "requirements.txt": "connexion==2.14"}
    in_3 = {
        path: text.replace("handler: covered", "handler: uncovered") for path, text in files.items()
    }
    in_3["requirements.txt"] = "connexion==3.2"

    assert listed(in_2) == demanded(in_2)
    assert listed(in_3) == demanded(in_3)


READS = {
    'connexion.request.headers.get("X-OpenReplay-SessionToken")': "covered",
    'connexion.request.headers["x-openreplay-sessiontoken"]': "covered",
    'connexion.request.headers.get("x_openreplay_sessiontoken")': "uncovered",
    'flask.request.headers.get("X-OpenReplay-SessionToken")': "covered",
    'flask.request.environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")': "covered",
    'flask.request.environ.get("X-OpenReplay-SessionToken")': "uncovered",
}


@pytest.mark.parametrize(("read", "coverage"), READS.items())
def test_reads_of_the_header(read: str, coverage: str) -> None:
    text = f"""
import connexion
import flask
import sentry_sdk

app = connexion.FlaskApp(__name__)

@app.app.before_request
def hook():
    if token := {read}:
        sentry_sdk.set_tag("openReplaySessionToken", token)

@app.route("/")
def index():
    ...
"""
    (handler,) = linked({"app.py": text, "requirements.txt": "connexion==2.14"}).handlers()

    assert handler.coverage == coverage


def test_an_app_of_aiohttp_is_unknown() -> None:
    text = """
        import connexion

        app = connexion.AioHttpApp(__name__)
        app.add_api({"paths": {"/": {"get": {"operationId": "app.index"}}}})

        def index():  # handler: unknown
            ...
        """

    assert listed(text) == demanded(text)
