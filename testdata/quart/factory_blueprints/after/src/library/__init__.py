"""The library's catalogue and its desk."""

import sentry_sdk
from quart import Quart, request

from library.catalogue import catalogue
from library.desk import desk
from library.reporting import start_reporting


def create_app(config=None):
    app = Quart(__name__)

    @app.before_request
    async def tag_openreplay_session():
        """Tag this request's Sentry events with its OpenReplay session."""
        token = request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)

    app.config.from_prefixed_env("LIBRARY")
    app.config.from_mapping(config or {})
    start_reporting()
    app.register_blueprint(catalogue, url_prefix="/api")
    app.register_blueprint(desk)

    @app.route("/health")
    async def health():
        return "ok"

    @app.before_serving
    async def open_shelves():
        app.shelves = {"fiction": [], "travel": []}

    return app
