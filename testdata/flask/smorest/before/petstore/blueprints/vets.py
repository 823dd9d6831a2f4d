import logging

from flask_smorest import Blueprint

blp = Blueprint("vets", "vets", url_prefix="/vets")
log = logging.getLogger(__name__)


@blp.route("/<int:number>/visits", methods=["POST"])
@blp.response(204)
def add_visit(number):  # handler: uncovered
    try:
        raise LookupError(f"vet {number} is not here")
    except LookupError:
        log.exception("visit not added")
