import sentry_sdk


class Tempo:
    def process_response(self, req, resp, resource, req_succeeded):
        resp.set_header("X-Tempo", "allegro")


class Replay:  # expect: RT303
    def process_request(self, req, resp):
        token = req.get_header("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
