import sentry_sdk


class ReplayMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
            head = token.split(".")[0]
            if head != token and len(head) < 14 and head.isascii() and head.isalnum():
                sentry_sdk.set_tag("openReplaySession.id", str(int(head, 36)))
        return self.get_response(request)
