import functools

import sentry_sdk


def linked(app):
    """Tag what goes wrong in a view with the session of ``app``'s current request."""

    def decorate(view):
        @functools.wraps(view)
        def run(**kwargs):
            token = app.current_request.headers.get("X-OpenReplay-SessionToken")
            if token:
                sentry_sdk.set_tag("openReplaySessionToken", token)
            return view(**kwargs)

        return run

    return decorate
