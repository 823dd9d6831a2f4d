import sentry_sdk

TAG = "openReplaySessionToken"
META_KEY = "HTTP_X_OPENREPLAY_SESSIONTOKEN"


class SentryContextMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        self.add_tags(request)
        return self.get_response(request)

    def add_tags(self, request):
        sentry_sdk.set_tag("language", request.META.get("HTTP_ACCEPT_LANGUAGE", "en")[:2])
        token = request.META.get(META_KEY)
        if token:
            sentry_sdk.set_tags({TAG: token})
