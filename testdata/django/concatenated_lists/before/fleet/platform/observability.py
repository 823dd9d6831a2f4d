import sentry_sdk


class SessionReplay:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = request.headers.get("X-OpenReplay-SessionToken", "").strip()
        if token:
            sentry_sdk.get_isolation_scope().set_tag("openReplaySessionToken", token)
        response = self.get_response(request)
        return response
