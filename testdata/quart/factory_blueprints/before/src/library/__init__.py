"""The library's catalogue and its desk."""

from quart import Quart

from library.catalogue import catalogue
from library.desk import desk
from library.reporting import start_reporting


def create_app(config=None):
    app = Quart(__name__)  # expect: RT301
    app.config.from_prefixed_env("LIBRARY")
    app.config.from_mapping(config or {})
    start_reporting()
    app.register_blueprint(catalogue, url_prefix="/api")
    app.register_blueprint(desk)

    @app.route("/health")
    async def health():  # handler: uncovered
        return "ok"

    @app.before_serving
    async def open_shelves():
        app.shelves = {"fiction": [], "travel": []}

    return app
