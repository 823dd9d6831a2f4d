from quart import Blueprint, websocket

desk = Blueprint("desk", __name__)


@desk.websocket("/desk/calls")
async def calls():  # handler: uncovered
    text = await websocket.receive()
    await websocket.send(f"desk: {text}")
