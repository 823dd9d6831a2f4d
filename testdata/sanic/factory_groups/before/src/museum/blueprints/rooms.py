import sanic

rooms = bp = sanic.Blueprint("rooms", url_prefix="/rooms")

SEATS = {1: 12}


@bp.get("/<number:int>", name="one_room")
async def room(request, number):  # handler: uncovered
    return sanic.text(str(SEATS[number]))
