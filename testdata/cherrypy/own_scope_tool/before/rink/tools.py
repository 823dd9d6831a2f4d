import cherrypy
import sentry_sdk


class ReplayTool(cherrypy.Tool):
    """Links a request's errors to the replay of its session, in a scope that ends with it."""

    def __init__(self):
        super().__init__("on_start_resource", self.enter, priority=10)

    def _setup(self):
        super()._setup()
        cherrypy.request.hooks.attach("on_end_request", self.leave, failsafe=True)

    def enter(self):
        cherrypy.request.sentry_scope = scope = sentry_sdk.isolation_scope()
        scope.__enter__()
        token = cherrypy.request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)

    def leave(self):
        cherrypy.request.sentry_scope.__exit__(None, None, None)


def install():
    cherrypy.tools.replay = ReplayTool()
