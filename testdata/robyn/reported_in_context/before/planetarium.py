import os

import sentry_sdk
from robyn import Request, Response, Robyn

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

dome = Robyn(__file__)


@dome.before_request()
async def replay(request: Request):
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return request


@dome.exception
def failed(error):
    sentry_sdk.capture_exception(error)
    return Response(status_code=500, description="the projector failed", headers={})


@dome.get("/stars/:name")
async def star(request: Request):  # handler: covered
    return str({"vega": 0.03}[request.path_params["name"]])


@dome.get("/shows")
def shows():  # handler: covered
    return ["night sky"]
