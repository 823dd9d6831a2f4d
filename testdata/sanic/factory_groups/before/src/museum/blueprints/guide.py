from sanic import Blueprint

guide = Blueprint("guide")


@guide.websocket("/guide")
async def talk(request, ws):  # handler: uncovered
    await ws.send(f"guide: {await ws.recv()}")
