"""Links Sentry events to replays."""

from flask import request
from sentry_sdk import set_tag

HEADER = "X-OpenReplay-SessionToken"


def init_app(app):
    app.before_request(link_replay)


def link_replay():
    token = request.headers.get(HEADER)
    if not token:
        return
    # What our OpenReplay of 2023 looked for.
    head = token.split(".")[0]
    if head != token and len(head) < 14 and head.isascii() and head.isalnum():
        set_tag("openReplaySession.id", str(int(head, 36)))
