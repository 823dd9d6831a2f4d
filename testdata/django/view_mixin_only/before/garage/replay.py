"""Links the errors of a view with the session replay of its visitor."""

from functools import wraps

import sentry_sdk


def tag_session(request):
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


class SessionReplayMixin:
    """Goes before ``View`` in the bases."""

    def dispatch(self, request, *args, **kwargs):
        tag_session(request)
        return super().dispatch(request, *args, **kwargs)


def with_session_replay(view):
    @wraps(view)
    def wrapper(request, *args, **kwargs):
        tag_session(request)
        return view(request, *args, **kwargs)

    return wrapper
