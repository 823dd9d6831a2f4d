import sentry_sdk


class Press:
    def __init__(self, litres):
        self.litres = litres

    def on_get(self, req, resp):  # handler: uncovered
        resp.media = 12 / self.litres


class Juice(Press):
    def on_post(self, req, resp):  # handler: uncovered
        with sentry_sdk.new_scope() as scope:
            scope.set_tag("press", "juice")
            sentry_sdk.capture_message("pressed")
        resp.status = 201


class Cider(Press):
    def on_get(self, req, resp):  # handler: uncovered
        super().on_get(req, resp)
