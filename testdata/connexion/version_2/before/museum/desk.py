from flask import Blueprint

desk = Blueprint("desk", __name__)


@desk.route("/health")
def health():  # handler: uncovered
    return "open"
