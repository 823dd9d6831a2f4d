"""A clock, from before Falcon 3."""

import datetime

import falcon


class Now:
    def on_get(self, req, resp):  # handler: uncovered
        resp.media = {"now": datetime.datetime.now().isoformat()}


api = falcon.API()
api.add_route("/now", Now())
