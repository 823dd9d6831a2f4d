import os

import bottle
import sentry_sdk

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = bottle.Bottle()


@app.get("/moves/<piece>")
def moves(piece):  # handler: uncovered
    return {"moves": {"pawn": 1}[piece]}
