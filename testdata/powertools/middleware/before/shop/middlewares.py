import sentry_sdk
from aws_lambda_powertools.event_handler.middlewares import BaseMiddlewareHandler


class SessionMiddleware(BaseMiddlewareHandler):
    def __init__(self, header):
        super().__init__()
        self.header = header

    def handler(self, app, next_middleware):
        token = app.current_event.headers.get(self.header)
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return next_middleware(app)


def count_requests(app, next_middleware):
    return next_middleware(app)
