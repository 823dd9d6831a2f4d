from litestar import WebSocket, asgi, websocket
from litestar.types import Receive, Scope, Send


@websocket("/live")
async def live(socket: WebSocket) -> None:  # handler: uncovered
    await socket.accept()
    await socket.send_text(f"{await socket.receive_text()} ahead")
    await socket.close()


@asgi("/buoy", copy_scope=False)
async def raw(scope: Scope, receive: Receive, send: Send) -> None:  # handler: uncovered
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"anchored"})
