import sentry_sdk

CROSSINGS = {"1": "Elba"}


def crossing(environ, number):
    return [CROSSINGS[number].encode()]


def buy(environ):
    try:
        seats = int(environ.get("HTTP_X_SEATS", "none"))
    except ValueError as error:
        sentry_sdk.capture_exception(error)
        return [b"refused"]
    return [b"%d" % seats]


def log(environ):
    yield b"part "
    yield CROSSINGS["0"].encode()


ROUTES = [
    ("GET", r"/crossings/(\d+)", crossing),
    ("POST", r"/tickets", buy),
    ("GET", r"/log", log),
]
