import connexion
import sentry_sdk
from connexion.resolver import MethodViewResolver
from flask import request

from museum.desk import desk


def create_app(dsn=None):
    connexion_app = connexion.App(__name__, specification_dir="./")

    @connexion_app.app.before_request
    def tag_openreplay_session():
        """Tag this request's Sentry events with its OpenReplay session."""
        token = request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)

    sentry_sdk.init(dsn)
    app = connexion_app.app
    app.config["JSON_SORT_KEYS"] = False
    app.register_blueprint(desk)
    connexion_app.add_api("swagger.yaml", resolver=MethodViewResolver("museum.views"))
    return app
