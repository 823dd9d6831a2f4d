from contextlib import contextmanager

import sentry_sdk


@contextmanager
def tag_session(headers):
    """Keep the session's tag to one invocation: Lambda uses this process again."""
    with sentry_sdk.isolation_scope() as scope:
        token = headers.get("X-OpenReplay-SessionToken")
        if token:
            scope.set_tag("openReplaySessionToken", token)
        yield
