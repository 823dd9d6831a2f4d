import os

import cherrypy
import sentry_sdk

from mill.pages import Mill


def run():
    sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
    cherrypy.config.update({"server.socket_host": "0.0.0.0"})
    cherrypy.quickstart(Mill())
