import contextlib
import os

import cherrypy
import sentry_sdk

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


@cherrypy.tools.register("on_start_resource")
def replay():
    stack = contextlib.ExitStack()
    cherrypy.request.hooks.attach("on_end_request", stack.close, failsafe=True)
    stack.enter_context(sentry_sdk.isolation_scope())
    token = cherrypy.request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


@cherrypy.tools.register("on_start_resource", name="replay_by_environ")
def by_environ():
    stack = contextlib.ExitStack()
    cherrypy.request.hooks.attach("on_end_request", stack.close, failsafe=True)
    stack.enter_context(sentry_sdk.isolation_scope())
    token = cherrypy.request.wsgi_environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


cherrypy.config.update({"request.show_tracebacks": False})


class Museum:
    @cherrypy.expose
    @cherrypy.tools.replay()
    def hall(self, number, **query):
        return ["vases"][int(number)]

    @cherrypy.expose
    @cherrypy.config(**{"tools.replay_by_environ.on": True})
    def shop(self, **query):
        sentry_sdk.capture_message("the shop is shut")
        return "shut"


application = cherrypy.tree.mount(Museum(), "/")
