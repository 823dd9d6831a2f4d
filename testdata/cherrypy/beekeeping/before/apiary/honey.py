import cherrypy
import sentry_sdk


@cherrypy.expose
class Honey:
    def GET(self, **query):  # handler: uncovered
        return "12 jars"

    def POST(self, **query):  # handler: uncovered
        try:
            raise TimeoutError("the press does not answer")
        except TimeoutError as error:
            sentry_sdk.capture_exception(error)
        return "queued"
