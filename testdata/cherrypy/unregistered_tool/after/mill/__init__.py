import os

import cherrypy
import sentry_sdk

from mill.pages import Mill
from mill.replay import link_session


def run():
    sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
    cherrypy.config.update({"server.socket_host": "0.0.0.0"})
    cherrypy.tools.link_session = cherrypy.Tool("on_start_resource", link_session, priority=0)
    cherrypy.config.update({"tools.link_session.on": True})
    cherrypy.quickstart(Mill())
