import os

import sentry_sdk
from robyn import Request, Response, Robyn

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


class Log:
    def get(self, path: str):
        return lambda function: function

    def set_tag(self, name: str, value: object) -> None: ...


log = Log()
app = Robyn(__file__)


@log.get("/water")
async def no_handler():
    log.set_tag("openReplaySessiontoken", 1)


@app.exception
def failed(error):
    sentry_sdk.capture_exception(error)
    return Response(status_code=500, description="", headers={})


@app.before_request()
async def replay(request: Request):
    log.set_tag("openreplay_session_token", request.headers.get("X-Session"))
    if "X-OpenReplay-SessionToken" in request.headers:
        token = request.headers["X-OpenReplay-SessionToken"]
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return request


@app.get("/water")
async def water(request):  # handler: covered
    return "high"
