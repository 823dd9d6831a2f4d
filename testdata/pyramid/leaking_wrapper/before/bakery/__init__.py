import os

import sentry_sdk
from pyramid.config import Configurator

from bakery.wsgi import link_sessions


def main(global_config, **settings):
    sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
    config = Configurator(settings=settings)  # expect: RT301
    config.add_route("loaf", "/loaves/{name}")
    config.scan("bakery.views")
    return link_sessions(config.make_wsgi_app())
