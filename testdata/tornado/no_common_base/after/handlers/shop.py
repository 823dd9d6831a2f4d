from tornado.web import RequestHandler

from handlers.openreplay_sentry import OpenReplaySentryMixin


class Basket(
    OpenReplaySentryMixin,
    RequestHandler,
):
    """What somebody takes home."""

    def delete(self):
        raise NotImplementedError
