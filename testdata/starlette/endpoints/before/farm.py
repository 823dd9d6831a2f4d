import os

import sentry_sdk
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute

import endpoints

sentry_sdk.init(os.environ.get('SENTRY_DSN'), environment='production')

application = Starlette(debug=False)  # expect: RT301
application.add_route('/fields/{name}', endpoints.Fields)
application.add_route('/fields/{name}/yield', endpoints.Yield)
application.add_route('/old/{name}', endpoints.OldFields)
application.router.routes.append(WebSocketRoute('/rain', endpoints.Rain))
