import sentry_sdk


class ViewContextMiddleware:
    """Tells Sentry which view and whose session an error belongs to."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        sentry_sdk.set_tag("view", getattr(view_func, "__name__", "unknown"))
        token = request.headers.get("x-openreplay-sessiontoken")
        if not token:
            return None
        sentry_sdk.set_tag("openReplaySessionToken", token)
        return None
