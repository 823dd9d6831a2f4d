import sentry_sdk

from newsroom.constants import EDITION_TAG, REPLAY_TAG


class ReplayMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        sentry_sdk.set_tag(EDITION_TAG, request.GET.get("edition", "world"))
        token = request.META.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")
        if token:
            sentry_sdk.set_tag(REPLAY_TAG, token)
        return self.get_response(request)
