import bottle
import sentry_sdk


@bottle.route("/food", method=["GET", "PUT"])
def food():  # handler: uncovered
    if bottle.request.method == "PUT":
        sentry_sdk.capture_message("food arrives")
    return {"flakes": 2}


@bottle.error(404)
def nothing(error):
    return "no such fish"
