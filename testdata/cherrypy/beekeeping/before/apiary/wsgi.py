"""What the production server serves: ``apiary.wsgi:application``."""

import os

import cherrypy
import sentry_sdk

from apiary.honey import Honey
from apiary.pages import Root

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

cherrypy.config.update({"environment": "embedded", "log.screen": False})

API = {"/": {"request.dispatch": cherrypy.dispatch.MethodDispatcher()}}

cherrypy.tree.mount(Root(), "/", {"/": {"tools.encode.on": True}})  # expect: RT301
cherrypy.tree.mount(Honey(), "/api/honey", API)  # expect: RT301

application = cherrypy.tree
