import uuid

import sentry_sdk
from flask import g, request

from ledger.names import REPLAY_TAG, TRACE_TAG, Headers


def remember_request():
    g.request_id = request.headers.get(Headers.REQUEST_ID) or uuid.uuid4().hex
    sentry_sdk.set_tag(TRACE_TAG, g.request_id)


def attach_replay():
    if session := request.headers.get(Headers.REPLAY):
        sentry_sdk.set_tag(REPLAY_TAG, session)


def install(app):
    for hook in (remember_request, attach_replay):
        app.before_request(hook)
