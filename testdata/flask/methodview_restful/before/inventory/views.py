from flask import abort, jsonify
from flask.views import MethodView, View

OPEN_BOOKS = {}


class LabelView(MethodView):
    init_every_request = False

    def __init__(self, kind):
        self.kind = kind

    def get(self, number):  # handler: uncovered
        if number > 100:
            abort(404)
        return jsonify(label=f"{self.kind}-{100 // number}")

    def put(self, number):  # handler: uncovered
        OPEN_BOOKS[number] = self.kind
        return "", 204


class ReportView(View):  # handler: uncovered
    methods = ["GET", "POST"]

    def dispatch_request(self):
        return jsonify(open=len(OPEN_BOOKS))


def add_all(app):
    for_boxes = LabelView.as_view("box-labels", "box")
    app.add_url_rule("/labels/<int:number>", view_func=for_boxes)
    app.add_url_rule("/report", view_func=ReportView.as_view("report"))
