import os

import sentry_sdk
from pyramid.config import Configurator
from pyramid.view import view_config

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


def replay_tween_factory(handler, registry):  # expect: RT303
    def replay_tween(request):
        token = request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return handler(request)

    return replay_tween


@view_config(route_name="bus", renderer="json")
def bus(request):  # handler: uncovered
    return {"line": {"9": "harbour"}[request.matchdict["number"]]}


def main(global_config, **settings):
    config = Configurator(settings=settings)
    config.add_route("bus", "/buses/{number}")
    config.scan("depot")
    return config.make_wsgi_app()
