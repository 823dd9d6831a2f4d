"""The tag stays on the thread for the next request."""

import os

import cherrypy
import sentry_sdk

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


def link_session():
    token = cherrypy.request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)  # expect: RT402


cherrypy.tools.link_session = cherrypy.Tool("before_handler", link_session)


class Pool:
    _cp_config = {"tools.link_session.on": True}

    @cherrypy.expose
    def lane(self, number, **query):  # handler: uncovered
        return ["free", "taken"][int(number)]


application = cherrypy.tree.mount(Pool(), "/")  # expect: RT301
