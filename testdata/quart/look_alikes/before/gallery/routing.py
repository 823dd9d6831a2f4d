"""A router of our own for the messages of the paintings' sensors; nothing of it is Quart's."""


class Router:
    def __init__(self):
        self.routes = {}
        self.hooks = []

    def route(self, topic):
        def decorate(handler):
            self.routes[topic] = handler
            return handler

        return decorate

    def before_request(self, hook):
        self.hooks.append(hook)
        return hook

    def websocket(self, topic):
        return self.route(f"ws:{topic}")


app = Router()


@app.before_request
def count(message):
    message.setdefault("openReplaySessionToken", "none")


@app.route("sensors/humidity")
def humidity(message):
    return message["value"] > 50


@app.websocket("sensors/light")
def light(message):
    return message["value"]
