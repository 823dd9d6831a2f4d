import time

from sentry_sdk import set_tag


def timing_tween_factory(handler, registry):
    def timing_tween(request):
        start = time.monotonic()
        response = handler(request)
        response.headers["X-Seconds"] = f"{time.monotonic() - start:.3f}"
        return response

    return timing_tween


class ReplayTween:
    """Links what goes wrong in a request to the replay of its session."""

    def __init__(self, handler, registry):
        self.handler = handler
        self.registry = registry

    def __call__(self, request):
        token = request.headers.get("X-OpenReplay-SessionToken")
        if token:
            set_tag("openReplaySessionToken", token)
        return self.handler(request)
