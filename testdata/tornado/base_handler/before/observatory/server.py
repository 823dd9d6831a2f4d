import asyncio
import os

import sentry_sdk
import tornado.web

from observatory.handlers import ROUTES


class Observatory(tornado.web.Application):
    def __init__(self, **settings):
        self.catalogue = {"sirius": -1.46, "vega": 0.03}
        super().__init__(ROUTES, **settings)


def make_app():
    sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])
    return Observatory(compress_response=True)  # expect: RT301


async def main():
    make_app().listen(8000)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
