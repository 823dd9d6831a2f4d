from tornado.web import RequestHandler


class Basket(
    RequestHandler,
):
    """What somebody takes home."""

    def delete(self):  # handler: uncovered
        raise NotImplementedError
