import functools
import inspect

import sentry_sdk

HEADER = "X-OpenReplay-SessionToken"


def isolated(function):
    if inspect.iscoroutinefunction(function):

        @functools.wraps(function)
        async def waiting(req, **kwargs):
            with sentry_sdk.isolation_scope() as scope:
                if token := req.headers.get(HEADER):
                    scope.set_tag("openReplaySessionToken", token)
                return await function(req, **kwargs)

        return waiting

    @functools.wraps(function)
    def wrapper(req, **kwargs):
        with sentry_sdk.isolation_scope() as scope:
            if token := req.headers.get(HEADER):
                scope.set_tag("openReplaySessionToken", token)
            return function(req, **kwargs)

    return wrapper


def tagged(function):
    @functools.wraps(function)
    def wrapper(req):
        if token := req.headers.get(HEADER):
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return function(req)

    return wrapper
