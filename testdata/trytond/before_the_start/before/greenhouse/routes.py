import sentry_sdk
from trytond.protocols.wrappers import HTTPStatus, Response, abort
from trytond.wsgi import app


@app.route("/greenhouse/beds/<name>", methods={"GET"})
def bed(request, name):  # handler: covered
    if name == "roof":
        abort(HTTPStatus.NOT_FOUND)
    return Response({"north": "tomatoes"}[name])


@app.route("/greenhouse/water", methods={"POST"})
def water(request):  # handler: covered
    try:
        raise TimeoutError("the pump does not answer")
    except TimeoutError as error:
        sentry_sdk.capture_exception(error)
    return Response("later")
