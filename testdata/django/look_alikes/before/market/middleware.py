import sentry_sdk
from django.conf import settings
from opentelemetry import trace

from market import tracing

HEADER = "X-OpenReplay-SessionToken"


class ReplayMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = request.headers.get(HEADER)
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
            sentry_sdk.set_tag("openReplaySessionURL", f"https://replay.example.com/{token}")
        replay = request.headers.get("X-Replay-Id")
        if replay:
            sentry_sdk.set_tag("replayId", replay)
        return self.get_response(request)


class TracingMiddleware:
    """Gives our own tracer, and OpenTelemetry, what support looks for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        session_token = request.headers.get(settings.SESSION_TOKEN_HEADER)
        cookie = request.COOKIES.get(settings.OPENREPLAY_SESSION_COOKIE)
        sentry_sdk.set_tag("session_token", bool(session_token))
        with tracing.start(request.path) as scope:
            scope.span.set_tag("openReplaySessionId", session_token)
            scope.set_tag("openreplay_session_token", cookie)
            trace.get_current_span().set_attribute("openReplaySession.token", str(cookie))
            return self.get_response(request)
