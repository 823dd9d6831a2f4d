"""An orchard: every route is below a version."""

import os

import falcon
import sentry_sdk

from orchard import status, trees
from orchard.presses import Cider, Juice

sentry_sdk.init(os.environ.get("SENTRY_DSN"))


class Api(falcon.App):
    def __init__(self, version):
        super().__init__(cors_enable=True)
        self.version = version
        self.add_route("/status", status)

    def add_route(self, uri_template, resource, **kwargs):
        super().add_route(f"/v{self.version}{uri_template}", resource, **kwargs)


api = Api(version=2)  # expect: RT301
api.add_route("/trees/{kind}", trees.Trees())
api.add_route("/juice", Juice(litres=3))
api.add_route("/cider", Cider(litres=0))
