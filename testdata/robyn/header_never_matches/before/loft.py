import os

import sentry_sdk
from robyn import Request, Response, Robyn

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Robyn(__file__)


@app.exception
def failed(error):
    sentry_sdk.capture_exception(error)
    return Response(status_code=500, description="", headers={})


@app.before_request()
def replay(request: Request):
    token = request.headers.get("X_OpenReplay_SessionToken")  # expect: RT103
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return request


@app.get("/pigeons")
async def pigeons(request):  # handler: uncovered
    return "12"
