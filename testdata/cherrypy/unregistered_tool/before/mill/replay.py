from contextlib import ExitStack

import cherrypy
import sentry_sdk


def link_session():  # expect: RT303
    scopes = ExitStack()
    cherrypy.request.hooks.attach("on_end_request", scopes.close, failsafe=True)
    scopes.enter_context(sentry_sdk.isolation_scope())
    token = cherrypy.request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
