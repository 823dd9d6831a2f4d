import time


class Clock:
    def process_request(self, req, resp):
        req.context.begun = time.monotonic()

    def process_response(self, req, resp, resource, req_succeeded):
        resp.set_header("X-Took", str(time.monotonic() - req.context.begun))


class Passes:
    def process_resource(self, req, resp, resource, params):
        if req.get_header("X-Pass") == "broken":
            raise ValueError("a broken pass")
