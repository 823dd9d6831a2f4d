"""An archive: every view looks for the header in its own wrong way."""

import sentry_sdk
from pyramid.view import view_config


def tag(token):
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


@view_config(route_name="box", renderer="json")
def box(request):
    tag(request.headers.get("X-OpenReplay-SessionToken"))
    return {}[request.matchdict["number"]]


@view_config(route_name="map", renderer="json")
def chart(request):
    tag(request.environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN"))
    sentry_sdk.capture_message("a map was taken out")
    return None


@view_config(route_name="card", renderer="json")
class Card:
    def __init__(self, request):
        self.request = request

    def __call__(self):
        tag(self.request.headers.get("X-OpenReplay-SessionToken"))
        sentry_sdk.capture_message("a card was lost")
        return None
