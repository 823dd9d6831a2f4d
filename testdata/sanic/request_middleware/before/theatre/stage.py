import logging

from sanic import Blueprint, text
from sanic.views import HTTPMethodView

blueprint = Blueprint("stage", url_prefix="/stage")


class Light(HTTPMethodView):
    async def get(self, request):  # handler: covered
        logging.error("the light of the stage is off")
        return text("off")


blueprint.add_route(Light.as_view(), "/light")
