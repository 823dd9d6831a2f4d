import os

import sentry_sdk
from litestar import Litestar, get

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


@get("/pots/{pot:int}")
async def pot(pot: int) -> str:  # handler: uncovered
    return ["mug", "bowl"][pot]


app = Litestar([pot], debug=False)
