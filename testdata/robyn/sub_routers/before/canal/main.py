import os

import sentry_sdk
from robyn import Robyn, Response

from canal.boats import boats
from canal.locks import router

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


def make_app() -> Robyn:
    application = Robyn(__file__)  # expect: RT301
    application.include_router(boats)
    application.include_router(router)

    @application.after_request()
    def served(response: Response):
        response.headers.set("X-Served-By", "canal")
        return response

    return application
