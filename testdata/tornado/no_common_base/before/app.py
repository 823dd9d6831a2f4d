import asyncio
import os

import sentry_sdk
from tornado.web import Application

from handlers.bread import Bread, Breads
from handlers.ovens import OvenHandler
from handlers.shop import Basket

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])

application = Application([  # expect: RT301
    ("/breads", Breads),
    ("/breads/([a-z]+)", Bread),
    ("/basket", Basket),
    ("/ovens/([0-9]+)", OvenHandler, {"ovens": {1: 220}}),
])


async def main():
    application.listen(8080)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
