import sentry_sdk


class ReplayMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = request.headers.get("X-OpenReplay-SessionToken")
        if token:
            with sentry_sdk.configure_scope() as scope:  # expect: RT404
                scope.set_tag("openReplaySessionToken", token)  # expect: RT105
        return self.get_response(request)
