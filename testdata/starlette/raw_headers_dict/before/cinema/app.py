import os

import sentry_sdk
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Host, Mount, Router

from cinema import films
from cinema.replay import replay_middleware

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

site = Router(routes=[Mount("/films", routes=films.routes)])

app = Starlette(
    routes=[Host("www.example.com", app=site), Mount("/", app=site)],
    middleware=[Middleware(replay_middleware)],
)
