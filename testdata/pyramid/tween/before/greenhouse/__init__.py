import os

import sentry_sdk
from pyramid.config import Configurator


def app():
    sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
    config = Configurator()
    config.include("greenhouse.beds")
    config.add_tween("greenhouse.tweens.timing_tween_factory")
    config.add_tween("greenhouse.tweens.ReplayTween")
    return config.make_wsgi_app()
