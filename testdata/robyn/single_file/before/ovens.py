import os

import sentry_sdk
from robyn import Robyn

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Robyn(__file__)  # expect: RT301
OVENS = {"stone": 320}


@app.get("/ovens/:name")
async def oven(request):  # handler: uncovered
    return str(OVENS[request.path_params["name"]])


@app.post("/ovens/:name/heat")
def heat(request):  # handler: uncovered
    try:
        return str(OVENS[request.path_params["name"]] / 2)
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        return "cold"


if __name__ == "__main__":
    app.start(host="0.0.0.0", port=8080)
