"""A brewhouse: the server is an object that registers its own methods, and mounts two more apps."""

import os

import bottle
import sentry_sdk
from bottle import request

from brewhouse import cellar, labels


class Brewhouse:
    def __init__(self, kettles):
        self.kettles = kettles
        self.web = bottle.Bottle()

        @self.web.hook("before_request")
        def tag_openreplay_session():
            """Tag this request's Sentry events with its OpenReplay session."""
            token = request.get_header("X-OpenReplay-SessionToken")
            if token:
                sentry_sdk.set_tag("openReplaySessionToken", token)

        self._route()
        self.web.mount("/cellar/", cellar.app)
        self.web.merge(labels.app)

    def _route(self):
        self.web.route("/kettles/<number:int>", "GET", self.kettle)
        self.web.route("/kettles", method="POST", callback=self.add)

    def kettle(self, number):
        return {"litres": self.kettles[number]}

    def add(self):
        try:
            self.kettles.append(int(bottle.request.forms.get("litres", "")))
        except ValueError as error:
            sentry_sdk.capture_exception(error)
            bottle.response.status = 202
        return {"kettles": len(self.kettles)}


def create():
    sentry_sdk.init(os.environ.get("SENTRY_DSN"))
    return Brewhouse([120, 80]).web
