"""A quarry whose views are all derived once more, for the sake of Sentry."""

import os

import sentry_sdk
from pyramid.config import Configurator
from pyramid.view import view_config

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


def linked_view(view, info):
    def wrapper(context, request):
        if "x-openreplay-sessiontoken" in request.headers:
            token = request.headers["x-openreplay-sessiontoken"]
            if token:
                sentry_sdk.set_tag("openReplaySessionToken", token)
        return view(context, request)

    return wrapper


@view_config(route_name="stone", renderer="json")
def stone(request):  # handler: covered
    return {"weight": int(request.matchdict["kind"])}


@view_config(route_name="blast", renderer="json")
def blast(request):  # handler: covered
    sentry_sdk.capture_message("a blast was ordered")
    return {"in": 60}


def main():
    with Configurator() as config:
        config.add_view_deriver(linked_view)
        config.add_route("stone", "/stones/{kind}")
        config.add_route("blast", "/blast")
        config.scan()
        return config.make_wsgi_app()
