import os

import sentry_sdk
import strawberry
from flask import Flask, request
from strawberry.flask.views import GraphQLView

WINGSPANS = {"wren": 15}


@strawberry.type
class Query:
    @strawberry.field
    def wingspan(self, bird: str) -> int:
        return WINGSPANS[bird]


def create_app():
    sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
    app = Flask(__name__)

    @app.before_request
    def tag_openreplay_session():
        """Tag this request's Sentry events with its OpenReplay session."""
        token = request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)

    view = GraphQLView.as_view("graphql", schema=strawberry.Schema(Query))
    app.add_url_rule("/graphql", view_func=view)
    return app
