import logging
import os

import sentry_sdk
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route

from gym.replay import ReplayMiddleware

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

MEMBERS = {"1": {"visits": 12}}
COURSES = {"yoga": 10}


async def member(request):  # handler: covered
    return JSONResponse(MEMBERS[request.path_params["number"]])


def visit(request):  # handler: covered
    try:
        MEMBERS[request.path_params["number"]]["visits"] += 1
    except KeyError as error:
        sentry_sdk.capture_exception(error)
    return JSONResponse(MEMBERS)


async def course(request):  # handler: uncovered
    return JSONResponse({"places": COURSES[request.path_params["name"]]})


def book(request):  # handler: uncovered
    try:
        COURSES[request.path_params["name"]] -= 1
    except KeyError:
        logging.exception("no such course")
    return JSONResponse(COURSES)


app = Starlette(
    routes=[
        Mount(
            "/members",
            routes=[
                Route("/{number}", member, methods=["GET"]),
                Route("/{number}", visit, methods=["POST"]),
            ],
            middleware=[Middleware(ReplayMiddleware)],
        ),
        Mount(  # expect: RT302
            "/courses",
            routes=[
                Route("/{name}", course, methods=["GET"]),
                Route("/{name}", book, methods=["POST"]),
            ],
        ),
    ]
)
