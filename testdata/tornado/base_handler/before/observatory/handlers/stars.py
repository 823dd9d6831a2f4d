import asyncio

import sentry_sdk
from tornado.web import HTTPError

from observatory.handlers.base import BaseHandler


class StarHandler(BaseHandler):
    def get(self, name):  # handler: uncovered
        if name == "nova":
            raise HTTPError(404)
        self.write({"magnitude": self.catalogue[name]})

    async def delete(self, name):  # handler: uncovered
        await asyncio.sleep(0.05)
        try:
            self.catalogue[name].extinguish()
        except AttributeError as error:
            sentry_sdk.capture_exception(error)
        self.set_status(202)


class StarsHandler(BaseHandler):
    def prepare(self):
        self.limit = int(self.get_query_argument("limit", "10"))

    def get(self):  # handler: uncovered
        names = sorted(self.catalogue)
        self.write({"stars": names[: self.limit], "share": len(names) / self.limit})


ROUTES = [
    (r"/stars", StarsHandler),
    (r"/stars/(\w+)", StarHandler),
]
