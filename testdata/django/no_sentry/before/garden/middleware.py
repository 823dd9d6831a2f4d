import threading

context = threading.local()


class ErrorContext:
    """Keeps for the error reporter which session the browser recorded."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        context.data = {"openReplaySessionId": request.headers.get("X-OpenReplay-Session-Id")}
        return self.get_response(request)
