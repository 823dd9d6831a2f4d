"""A brewhouse: the server is an object that registers its own methods, and mounts two more apps."""

import os

import bottle
import sentry_sdk

from brewhouse import cellar, labels


class Brewhouse:
    def __init__(self, kettles):
        self.kettles = kettles
        self.web = bottle.Bottle()  # expect: RT301
        self._route()
        self.web.mount("/cellar/", cellar.app)
        self.web.merge(labels.app)

    def _route(self):
        self.web.route("/kettles/<number:int>", "GET", self.kettle)
        self.web.route("/kettles", method="POST", callback=self.add)

    def kettle(self, number):  # handler: uncovered
        return {"litres": self.kettles[number]}

    def add(self):  # handler: uncovered
        try:
            self.kettles.append(int(bottle.request.forms.get("litres", "")))
        except ValueError as error:
            sentry_sdk.capture_exception(error)
            bottle.response.status = 202
        return {"kettles": len(self.kettles)}


def create():
    sentry_sdk.init(os.environ.get("SENTRY_DSN"))
    return Brewhouse([120, 80]).web
