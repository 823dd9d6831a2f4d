from flask.views import MethodView
from flask_smorest import Blueprint, abort
from sentry_sdk import capture_exception

from ..schemas import PetQuery, PetSchema

blp = Blueprint("pets", __name__, url_prefix="/pets", description="Pets in the shop")

PETS = {"rex": 3, "tom": None}


@blp.route("/")
class Pets(MethodView):
    @blp.arguments(PetQuery, location="query")
    @blp.response(200, PetSchema(many=True))
    def get(self, query):  # handler: uncovered
        return [{"name": name} for name in PETS if query["name"] in name]

    @blp.arguments(PetSchema)
    @blp.response(201, PetSchema)
    def post(self, pet):  # handler: uncovered
        try:
            raise ConnectionError("the register does not answer")
        except ConnectionError as error:
            capture_exception(error)
        return pet


@blp.route("/<name>")
class PetByName(MethodView):
    @blp.response(200, PetSchema)
    def get(self, name):  # handler: uncovered
        if name not in PETS:
            abort(404, message="no such pet")
        return {"name": name, "age": PETS[name] + 1}
