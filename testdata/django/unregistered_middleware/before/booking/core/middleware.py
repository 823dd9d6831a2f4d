import sentry_sdk

SESSION_TOKEN_HEADER = "X-OpenReplay-SessionToken"


class TenantMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.tenant = request.get_host().partition(".")[0]
        sentry_sdk.set_tag("tenant", request.tenant)
        return self.get_response(request)


class SessionReplayMiddleware:  # expect: RT303
    """Lets support open the replay of the session in which an error happened."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = request.headers.get(SESSION_TOKEN_HEADER)
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return self.get_response(request)
