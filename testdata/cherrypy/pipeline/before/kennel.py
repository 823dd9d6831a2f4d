import os

import cherrypy
import sentry_sdk
from sentry_sdk.integrations.wsgi import SentryWsgiMiddleware

HEADER = "HTTP_X_OPENREPLAY_SESSIONTOKEN"


class Linked:
    def __init__(self, nextapp, **options):
        self.nextapp = nextapp

    def __call__(self, environ, start_response):
        if environ.get(HEADER):
            sentry_sdk.set_tag("openReplaySessionToken", environ[HEADER])
        return self.nextapp(environ, start_response)


class Kennel:
    @cherrypy.expose
    def dog(self, name, **query):  # handler: covered
        return {"bo": "asleep"}[name]

    @cherrypy.expose
    def walk(self, **query):  # handler: covered
        sentry_sdk.capture_message("it rains")
        return "no"


def make():
    sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
    cherrypy.config.update({"environment": "embedded"})
    conf = {
        "/": {
            "wsgi.pipeline": [("sentry", SentryWsgiMiddleware), ("linked", Linked)],
        }
    }
    return cherrypy.tree.mount(Kennel(), "/", conf)
