import logging

import sentry_sdk

log = logging.getLogger(__name__)


class Ships:
    def on_post(self, req, resp):  # handler: uncovered
        try:
            resp.media = {"name": req.media["name"].upper()}
        except (KeyError, TypeError) as error:
            sentry_sdk.capture_exception(error)
            resp.media = {"name": None}


class Crews:
    def on_put(self, req, resp, ship):  # handler: uncovered
        log.error("no crew for %s", ship)
        resp.status = 202


def ship_routes():
    return [("/ships", Ships()), ("/ships/{ship}/crew", Crews())]
