import logging

from quart import Blueprint
from quart.views import View

bp = Blueprint("harbour", __name__)


class Lights(View):  # handler: covered
    methods = ["GET"]

    async def dispatch_request(self):
        logging.error("the lights of the harbour are off")
        return "off"


bp.add_url_rule("/harbour/lights", view_func=Lights.as_view("lights"))
