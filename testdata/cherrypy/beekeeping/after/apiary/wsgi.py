"""What the production server serves: ``apiary.wsgi:application``."""

import contextlib
import os

import cherrypy
import sentry_sdk

from apiary.honey import Honey
from apiary.pages import Root

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

cherrypy.config.update({"environment": "embedded", "log.screen": False})

API = {"/": {"request.dispatch": cherrypy.dispatch.MethodDispatcher()}}


@cherrypy.tools.register("on_start_resource", priority=0)
def tag_openreplay_session():
    """Tag this request's Sentry events with its OpenReplay session."""
    request = cherrypy.serving.request
    scopes = contextlib.ExitStack()
    # Threads serve one request after the other: what is tagged has to end with this one.
    request.hooks.attach("on_end_request", scopes.close, failsafe=True, priority=100)
    scopes.enter_context(sentry_sdk.isolation_scope())
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


cherrypy.config.update({"tools.tag_openreplay_session.on": True})
cherrypy.tree.mount(Root(), "/", {"/": {"tools.encode.on": True}})
cherrypy.tree.mount(Honey(), "/api/honey", API)

application = cherrypy.tree
