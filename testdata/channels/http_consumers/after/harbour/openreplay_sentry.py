"""Links Sentry events to the OpenReplay session that caused them."""

import sentry_sdk
from asgiref.sync import iscoroutinefunction, markcoroutinefunction


class OpenReplaySentryMiddleware:
    """Tag each request's Sentry events with its OpenReplay session."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response):
        self.get_response = get_response
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    def __call__(self, request):
        token = request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return self.get_response(request)
