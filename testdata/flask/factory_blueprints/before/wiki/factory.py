"""The wiki's application factory."""

import os

from flask import Flask, jsonify

from wiki import observability
from wiki.api import api
from wiki.extensions import pages, search
from wiki.web.views import admin, web


def create_app(config=None):
    application = Flask(__name__, static_folder=None)  # expect: RT301
    application.config.from_mapping(
        SENTRY_DSN=os.environ.get("SENTRY_DSN"),
        PAGES={"home": "Welcome", "empty": ""},
    )
    application.config.update(config or {})
    observability.start(application.config)

    pages.init_app(application)
    search.init_app(application)
    register_routes(application)
    return application


def register_routes(application):
    application.register_blueprint(web)
    application.register_blueprint(admin, url_prefix="/admin")
    application.register_blueprint(api)

    @application.route("/health")
    def health():  # handler: uncovered
        return jsonify(pages=len(pages.all()))

    @application.errorhandler(404)
    def not_found(error):
        return jsonify(error="no such page"), 404
