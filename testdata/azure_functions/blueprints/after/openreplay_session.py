import functools
import inspect

import sentry_sdk


def tag_openreplay_session(function):
    """Tag each request's Sentry events with its OpenReplay session."""
    if inspect.iscoroutinefunction(function):

        @functools.wraps(function)
        async def wrapper(req):
            with sentry_sdk.isolation_scope() as scope:
                token = req.headers.get("X-OpenReplay-SessionToken")
                if token:
                    scope.set_tag("openReplaySessionToken", token)
                return await function(req)

        return wrapper

    @functools.wraps(function)
    def wrapper(req):
        with sentry_sdk.isolation_scope() as scope:
            token = req.headers.get("X-OpenReplay-SessionToken")
            if token:
                scope.set_tag("openReplaySessionToken", token)
            return function(req)

    return wrapper
