"""GraphQL on host apps: a host that serves nothing else serves a handler."""

from __future__ import annotations

import textwrap

import pytest

from replaytag.rules.rt301_missing_header_extraction import check
from tests.frameworks.asgi_samples import sources
from tests.linked import linked

MOUNTED = {
    "Strawberry's router": (
        """
        from fastapi import FastAPI
        from strawberry.fastapi import GraphQLRouter
        app = FastAPI()
        app.include_router(GraphQLRouter(schema, path="/q"), prefix="/api")
        """,
        ["GraphQLRouter: /api"],
    ),
    "a router of the project's own class": (
        """
        import fastapi
        import strawberry.fastapi
        class Router(strawberry.fastapi.GraphQLRouter):
            pass
        app = fastapi.FastAPI()
        app.include_router(router=Router(schema))
        """,
        ["Router: "],
    ),
    "an application of Ariadne, mounted": (
        """
        from ariadne.asgi import GraphQL
        from fastapi import FastAPI
        app = FastAPI()
        app.mount("/graphql", GraphQL(schema, debug=True))
        """,
        ["GraphQL: /graphql"],
    ),
    "its method as an endpoint": (
        """
        from ariadne.asgi import GraphQL
        from starlette.applications import Starlette
        from starlette.routing import Route
        graphql = GraphQL(schema)
        app = Starlette(routes=[Route("/graphql", graphql.handle_request, methods=["POST"])])
        """,
        ["GraphQL: /graphql"],
    ),
    "Graphene on Starlette": (
        """
        from starlette.applications import Starlette
        from starlette_graphene3 import GraphQLApp
        app = Starlette()
        app.add_route("/graphql", GraphQLApp(schema))
        """,
        ["GraphQLApp: /graphql"],
    ),
    "a view of Flask": (
        """
        from flask import Flask
        from strawberry.flask.views import AsyncGraphQLView
        app = Flask(__name__)
        app.add_url_rule("/graphql", view_func=AsyncGraphQLView.as_view("q", schema=schema))
        """,
        ["AsyncGraphQLView: /graphql"],
    ),
}


@pytest.mark.parametrize(("text", "found"), MOUNTED.values(), ids=MOUNTED)
def test_an_endpoint_is_a_handler_of_its_host(text: str, found: list[str]) -> None:
    text = f"import sentry_sdk\nsentry_sdk.init()\n{textwrap.dedent(text)}"
    project = linked(text)

    assert [f"{h.name}: {' '.join(h.routes)}" for h in project.handlers()] == found
    assert [h.coverage for h in project.handlers()] == ["uncovered"]
    assert len(list(check(project))) == 1


def test_middleware_of_the_host_covers_it() -> None:
    text = """
        from ariadne.asgi import GraphQL
        from fastapi import FastAPI
        from tagging import Tagger

        app = FastAPI()
        app.mount("/graphql", GraphQL(schema))
        app.add_middleware(Tagger)
        """
    assert [h.coverage for h in linked(sources(text)).handlers()] == ["covered"]


@pytest.mark.parametrize(
    "view",
    [
        "graphene_django.views.GraphQLView.as_view(schema=schema, graphiql=True)",
        "csrf_exempt(strawberry.django.views.AsyncGraphQLView.as_view(schema=schema))",
        "ariadne_django.views.GraphQLView.as_view(schema=schema)",
    ],
)
def test_a_django_project_that_serves_nothing_else_answers_requests(view: str) -> None:
    project = linked(
        {
            "shop/settings.py": """
                import sentry_sdk
                sentry_sdk.init()
                MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
                ROOT_URLCONF = "shop.urls"
                """,
            "shop/urls.py": f"""
                import ariadne_django.views, graphene_django.views, strawberry.django.views
                from django.urls import path
                from django.views.decorators.csrf import csrf_exempt
                from shop.schema import schema
                urlpatterns = [path("graphql/", {view})]
                """,
        }
    )

    assert [diagnostic.place.path for diagnostic in check(project)] == ["shop/settings.py"]
