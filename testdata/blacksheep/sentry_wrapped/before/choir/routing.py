import logging

from blacksheep import WebSocket, json, ws


@ws("/rehearsal")
async def rehearsal(websocket: WebSocket) -> None:  # handler: uncovered
    await websocket.accept()
    await websocket.send_text(f"la {await websocket.receive_text()}")
    await websocket.close()


async def voices(request):  # handler: uncovered
    logging.error("nobody sings")
    return json(["alto", "bass"])
