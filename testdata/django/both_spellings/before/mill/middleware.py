import sentry_sdk

from mill.headers import session_token


class SessionTokenMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = session_token(request)
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return self.get_response(request)
