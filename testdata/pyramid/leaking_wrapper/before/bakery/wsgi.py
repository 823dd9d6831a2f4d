"""Runs before Sentry opens the request's scope: the tag stays for the next request."""

import sentry_sdk


def link_sessions(inner):
    def outer(environ, start_response):
        token = environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)  # expect: RT402
        return inner(environ, start_response)

    return outer
