import functools

import sentry_sdk


def endpoint(method="GET"):
    """All of our views go through this."""

    def decorate(view):
        @functools.wraps(view)
        def wrapper(request, *args, **kwargs):
            _link_session(request.headers)
            if request.method != method:
                raise ValueError(f"{request.method} {request.path}")
            return view(request, *args, **kwargs)

        return wrapper

    return decorate


def linked(view):
    @functools.wraps(view)
    def wrapper(request, *args, **kwargs):
        _link_session(request.headers)
        return view(request, *args, **kwargs)

    return wrapper


def _link_session(headers):
    token = headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
