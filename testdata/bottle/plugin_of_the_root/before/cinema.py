"""A cinema: the plugin of the root is not for what is merged."""

import bottle
import sentry_sdk

sentry_sdk.init()

films = bottle.Bottle()


def replay(callback):
    def tagged(*args, **kwargs):
        if token := bottle.request.get_header("x-openreplay-sessiontoken"):
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return callback(*args, **kwargs)

    return tagged


@films.get("/films/<title>")
def film(title):  # handler: uncovered  # expect: RT302
    raise LookupError(title)


@films.get("/posters/<title>", apply=replay)
def poster(title):  # handler: covered
    raise LookupError(title)


app = bottle.Bottle()
app.install(replay)


@app.get("/")
def tonight():  # handler: covered
    return "nothing"


app.merge(films)
