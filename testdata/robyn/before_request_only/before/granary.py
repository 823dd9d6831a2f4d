import os

import sentry_sdk
from robyn import Robyn

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Robyn(__file__)


# What a handler does not catch is logged outside of the context that this tags.
@app.before_request()
def replay(request):
    if token := request.headers.get("x-openreplay-sessiontoken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return request


@app.get("/grain/:kind")
async def grain(request):  # handler: unknown
    return str({"rye": 4}[request.path_params["kind"]])
