import logging
import os

import sentry_sdk as sentry
from starlette.applications import Starlette
from starlette.middleware import base
from starlette.responses import JSONResponse

sentry.init(dsn=os.environ.get("SENTRY_DSN"))

FARES = {"day": 2.0, "night": 0}


class TagSession(base.BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        if "x-openreplay-sessiontoken" in request.headers:
            self.tag(request.headers["x-openreplay-sessiontoken"])
        return await call_next(request)

    @staticmethod
    def tag(token):
        if token:
            sentry.set_tag("openReplaySessionToken", token)


async def fare(request):  # handler: covered
    return JSONResponse({"fare": FARES[request.path_params["tariff"]]})


def distance(request):  # handler: covered
    try:
        return JSONResponse({"km": 20 / FARES[request.path_params["tariff"]]})
    except ArithmeticError as error:
        sentry.capture_exception(error)
        return JSONResponse({"km": None})


def order(request):  # handler: covered
    try:
        return JSONResponse({"seats": int(request.query_params["seats"])})
    except (KeyError, ValueError):
        logging.exception("taxi for nobody")
        return JSONResponse({"seats": 0})


def make_app():
    app = Starlette()
    app.add_route("/fares/{tariff}", fare)
    app.add_route("/fares/{tariff}/distance", distance)
    app.add_route("/orders", order, methods=["POST"])
    app.add_middleware(TagSession)
    return app


app = make_app()
