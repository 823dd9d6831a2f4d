import os

import cherrypy
import sentry_sdk

from rink import tools
from rink.staff import Staff


class Rink:
    @cherrypy.expose
    def skates(self, size, **query):  # handler: covered
        return {"38": "3 pairs"}[size]

    @cherrypy.expose
    def ice(self, **query):  # handler: covered
        sentry_sdk.capture_message("the ice is thin")
        return "thin"

    @cherrypy.expose
    def moved(self, **query):  # handler: covered
        raise cherrypy.InternalRedirect("/ice", cherrypy.request.query_string)


sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
tools.install()
cherrypy.config.update({"environment": "embedded", "tools.replay.on": True})
rink = Rink()
rink.staff = Staff()
application = cherrypy.Application(rink, "")
