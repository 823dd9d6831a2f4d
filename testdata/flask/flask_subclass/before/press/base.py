import os

import sentry_sdk
from flask import Flask, request


class PressFlask(Flask):
    """What all of the publisher's services have in common."""

    def __init__(self, import_name, **options):
        super().__init__(import_name, **options)
        sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
        self.before_request(self.link_session)

    def link_session(self):
        token = request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)

    def page(self, rule, **options):
        return self.route(f"/press{rule}", **options)
