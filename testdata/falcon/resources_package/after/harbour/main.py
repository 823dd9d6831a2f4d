"""A harbour office: berths, ships, and the pages of the old office behind a sink."""

import os

import falcon
import sentry_sdk

from harbour.berths import Berths
from harbour.middleware import Clock, Passes
from harbour.ships import ship_routes


def old_office(req, resp, page):
    if page == "ledger":
        sentry_sdk.capture_message("the ledger is asked for")
    resp.text = f"see the new office for {page}"


def sunk(req, resp, error, params):
    resp.status = falcon.HTTP_410


class OpenReplaySentryMiddleware:
    """Tag each request's Sentry events with its OpenReplay session."""

    def process_request(self, req, resp):
        token = req.get_header("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)


def build():
    sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
    server = falcon.App(middleware=[OpenReplaySentryMiddleware(), Clock(), Passes()])
    berths = Berths({"north": 2, "south": 0})
    server.add_route("/berths", berths)
    server.add_route("/berths/{name}", berths, suffix="one")
    for template, resource in ship_routes():
        server.add_route(template, resource)
    server.add_sink(old_office, r"/old/(?P<page>\w+)")
    server.add_error_handler(BlockingIOError, sunk)
    return server
