"""The tween's scope is closed before Sentry sees what no view has handled.

A subscriber would run inside that scope, too: its tag would be lost with it.
"""

import logging
import os

import sentry_sdk
from pyramid.config import Configurator
from pyramid.view import view_config

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


def replay_tween_factory(handler, registry):
    def replay_tween(request):
        token = request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return handler(request)

    return replay_tween


@view_config(route_name="voice", renderer="json")
def voice(request):
    return {"singers": {"alto": 4}[request.matchdict["name"]]}


@view_config(route_name="concert", renderer="json")
def concert(request):
    logging.error("nobody has the key of the hall")
    return {"at": None}


def main(global_config=None, **settings):
    config = Configurator(settings=settings)
    config.add_tween("choir.replay_tween_factory")
    config.add_route("voice", "/voices/{name}")
    config.add_route("concert", "/concert")
    config.scan("choir")
    return config.make_wsgi_app()
