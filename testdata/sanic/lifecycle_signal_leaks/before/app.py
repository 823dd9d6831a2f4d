import os

import sentry_sdk
from sanic import Sanic, text

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Sanic("zoo")  # expect: RT301


@app.signal("http.lifecycle.request")
async def link_replay(request, **context):
    """Runs before Sentry's own receiver opens the request's scope."""
    if token := request.headers.get("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)  # expect: RT402


@app.get("/animals/<name>")
async def animal(request, name):  # handler: uncovered
    return text({"owl": "asleep"}[name])
