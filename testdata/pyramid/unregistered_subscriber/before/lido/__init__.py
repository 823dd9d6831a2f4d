import os

import sentry_sdk
from pyramid.config import Configurator


def main(global_config, **settings):
    sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
    with Configurator(settings=settings) as config:
        config.add_route("lane", "/lanes/{number}")
        config.scan("lido.views")
        return config.make_wsgi_app()
