import tornado.web


class BaseHandler(tornado.web.RequestHandler):
    """What all handlers have in common."""

    @property
    def catalogue(self):
        return self.application.catalogue

    def write_error(self, status_code, **kwargs):
        self.finish({"status": status_code})
