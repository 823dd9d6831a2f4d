from tornado.web import HTTPError, RequestHandler


class SignedHandler(RequestHandler):
    def prepare(self):
        if not self.get_signed_cookie("user"):
            raise HTTPError(403)
