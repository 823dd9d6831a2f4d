"""The sewing machine's own program; nothing of it is Sanic's."""

import signal


class Machine:
    def __init__(self):
        self.steps = {}
        self.checks = []

    def get(self, step):
        def decorate(function):
            self.steps[step] = function
            return function

        return decorate

    def on_request(self, check):
        self.checks.append(check)
        return check

    def middleware(self, kind):
        return self.get(f"middleware:{kind}")


app = Machine()
signal.signal(signal.SIGTERM, signal.SIG_DFL)


@app.on_request
def thread_is_in(request):
    return request.stitches.get("openReplaySessionToken") is None


@app.get("seam")
def sew_seam(request):
    return request


@app.middleware("request")
def count(request):
    return len(app.steps)
