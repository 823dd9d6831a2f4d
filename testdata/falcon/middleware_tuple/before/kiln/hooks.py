import sentry_sdk

SESSION_HEADER = "x-openreplay-sessiontoken"


class Poweredby:
    def process_response(self, req, resp, resource, req_succeeded):
        resp.set_header("X-Powered-By", "fire")


class SessionReplay:
    """Links errors to what the visitor saw."""

    def __init__(self, tag):
        self.tag = tag

    def process_request(self, req, resp):
        token = req.get_header(SESSION_HEADER, default="")
        if token:
            sentry_sdk.get_isolation_scope().set_tag(self.tag, token)


MIDDLEWARE = (SessionReplay("openReplaySessionToken"), Poweredby())
