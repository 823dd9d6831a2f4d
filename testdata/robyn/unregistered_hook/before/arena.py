import os

import sentry_sdk
from robyn import Request, Robyn

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Robyn(__file__)


def replay(request: Request):  # expect: RT303
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return request


@app.get("/seats")
async def seats(request):  # handler: uncovered
    return "900"
