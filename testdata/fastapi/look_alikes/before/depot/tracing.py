"""Tags of other systems: none of them is a Sentry tag."""

try:
    from opentelemetry import trace
except ImportError:
    trace = None

try:
    from ddtrace import tracer
except ImportError:
    tracer = None


class Trace:
    """What one request leaves in the access log, kept in its ASGI scope."""

    def __init__(self):
        self.tags = {}

    def set_tag(self, key, value):
        self.tags[key] = value


class TraceMiddleware:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            scope.setdefault("state", {})["trace"] = request_trace = Trace()
            headers = dict(scope["headers"])
            request_trace.set_tag("openreplay_session_token", "x-openreplay" in headers)
            request_trace.set_tag("OpenReplaySessionId", headers.get(b"x-session-id"))
        await self.app(scope, receive, send)


def trace_session(token):
    if trace is not None:
        span = trace.get_current_span()
        span.set_attribute("openReplaySessionID", token)
    if tracer is not None:
        with tracer.trace("session") as span:
            span.set_tag("openreplay.session.token", token)
