import sentry_sdk
from flask import Flask

from ledger.books import books
from ledger.replay import init_app


def create_app():
    sentry_sdk.init()
    app = Flask(__name__)
    init_app(app)
    app.register_blueprint(books, url_prefix="/books")
    return app
