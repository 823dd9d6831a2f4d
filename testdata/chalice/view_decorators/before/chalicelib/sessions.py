import functools

from sentry_sdk import set_tag


def make_decorator(app):
    def decorator(view):
        @functools.wraps(view)
        def wrapper(*args, **kwargs):
            token = app.current_request.headers.get("X-OpenReplay-SessionToken")
            if token:
                set_tag("openReplaySessionToken", token)
            return view(*args, **kwargs)

        return wrapper

    return decorator
