"""A museum: the app is built by a factory that other modules hand their resources to."""

import falcon.asgi

from museum import rooms


class Language:
    async def process_request(self, req, resp):
        if req.get_header("Accept-Language") == "xx":
            raise LookupError("a language that nobody speaks")


def create_app():
    app = falcon.asgi.App(middleware=Language())  # expect: RT301
    rooms.register(app)
    return app
