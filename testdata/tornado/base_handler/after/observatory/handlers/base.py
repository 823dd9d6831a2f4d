import sentry_sdk
import tornado.web


class BaseHandler(tornado.web.RequestHandler):
    """What all handlers have in common."""

    def prepare(self):
        """Tag this request's Sentry events with its OpenReplay session."""
        token = self.request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return super().prepare()

    @property
    def catalogue(self):
        return self.application.catalogue

    def write_error(self, status_code, **kwargs):
        self.finish({"status": status_code})
