import logging

from sanic import Blueprint, text

from .replay import remember_session

fields = Blueprint("fields", url_prefix="/fields")  # expect: RT302
fields.on_response(remember_session)


@fields.get("/")
async def sown(request):  # handler: uncovered
    logging.error("the plan of the fields is lost")
    return text("none")
