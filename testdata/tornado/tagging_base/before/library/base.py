import sentry_sdk
from tornado.web import RequestHandler

HEADER = "X-OpenReplay-SessionToken"


def link_session(handler):
    token = handler.request.headers.get(HEADER)
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


class BaseHandler(RequestHandler):
    def prepare(self):
        link_session(self)

    def write_error(self, status_code, **kwargs):
        self.finish(f"{status_code}")
