"""An archive: every view looks for the header in its own wrong way."""

import sentry_sdk
from pyramid.view import view_config


def tag(token):
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


@view_config(route_name="box", renderer="json")
def box(request):  # handler: uncovered
    tag(request.headers.get("X-OpenReplay-SesionToken"))  # expect: RT102
    return {}[request.matchdict["number"]]


@view_config(route_name="map", renderer="json")
def chart(request):  # handler: uncovered
    tag(request.environ.get("X-OpenReplay-SessionToken"))  # expect: RT103
    sentry_sdk.capture_message("a map was taken out")
    return None


@view_config(route_name="card", renderer="json")
class Card:
    def __init__(self, request):
        self.request = request

    def __call__(self):  # handler: uncovered
        tag(self.request.headers.get("HTTP_X_OPENREPLAY_SESSIONTOKEN"))  # expect: RT103
        sentry_sdk.capture_message("a card was lost")
        return None
