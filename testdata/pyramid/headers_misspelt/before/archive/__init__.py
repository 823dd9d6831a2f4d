import os

import sentry_sdk
from pyramid.config import Configurator


def main(global_config=None, **settings):
    sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
    with Configurator(settings=settings) as config:
        config.add_route("box", "/boxes/{number}")
        config.add_route("map", "/maps/{number}")
        config.add_route("card", "/cards/{number}")
        config.scan("archive.views")
        return config.make_wsgi_app()
