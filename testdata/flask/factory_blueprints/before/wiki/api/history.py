import flask as web

history = bp = web.Blueprint("history", __name__)


@bp.route("/<title>", methods=["GET", "DELETE"])
def changes(title):  # handler: uncovered
    return web.jsonify(title=title, method=web.request.method)
