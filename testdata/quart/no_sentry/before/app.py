from quart import Quart, websocket

app = Quart(__name__)


@app.get("/")
async def index():  # handler: uncovered
    return "hello"


@app.websocket("/echo")
async def echo():  # handler: uncovered
    await websocket.send(await websocket.receive())
