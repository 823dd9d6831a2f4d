import os

import sentry_sdk
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from museum import desk, guide

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


async def home(request):  # handler: uncovered
    return PlainTextResponse("open until 18:00")


async def not_found(request, exc):
    return PlainTextResponse("no such page", status_code=404)


routes = [
    Route("/", home),
    Mount("/desk", routes=desk.routes),
    *guide.routes,
]

app = Starlette(routes=routes, exception_handlers={404: not_found})  # expect: RT301
