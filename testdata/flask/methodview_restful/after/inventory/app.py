import os

import sentry_sdk
from flask import Flask, request

from inventory import resources, views
from inventory.api import CompanyApi

if os.environ.get("SENTRY_DSN"):
    sentry_sdk.init(os.environ["SENTRY_DSN"], traces_sample_rate=0.0)

server = Flask("inventory")


@server.before_request
def tag_openreplay_session():
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


api = CompanyApi()
resources.add_all(api)
api.init_app(server)
views.add_all(server)


@server.teardown_request
def close_books(error):
    views.OPEN_BOOKS.clear()
