import os

import sentry_sdk
import strawberry
from flask import Flask
from strawberry.flask.views import GraphQLView

WINGSPANS = {"wren": 15}


@strawberry.type
class Query:
    @strawberry.field
    def wingspan(self, bird: str) -> int:
        return WINGSPANS[bird]


def create_app():
    sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
    app = Flask(__name__)  # expect: RT301
    view = GraphQLView.as_view("graphql", schema=strawberry.Schema(Query))
    app.add_url_rule("/graphql", view_func=view)  # handler: uncovered
    return app
