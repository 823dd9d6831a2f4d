"""Links Sentry events to the OpenReplay session that caused them."""

import sentry_sdk


class OpenReplaySentryMixin:
    """Tag each request's Sentry events with its OpenReplay session."""

    def prepare(self):
        token = self.request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return super().prepare()
