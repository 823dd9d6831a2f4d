from __future__ import annotations

import asyncio


class SeedBank:
    def __init__(self, seeds: dict[str, int]) -> None:
        self.seeds = seeds

    async def __call__(self, scope, receive, send) -> None:  # handler: uncovered
        handle = getattr(self, scope["type"])
        await handle(scope, receive, send)

    async def lifespan(self, scope, receive, send) -> None:
        while True:
            message = await receive()
            await send({"type": message["type"] + ".complete"})
            if message["type"] == "lifespan.shutdown":
                return

    async def http(self, scope, receive, send) -> None:
        if not scope["path"].startswith("/seeds/"):
            await self.respond(send, 404, b"not found")
            return
        await asyncio.sleep(0.02)
        count = self.seeds[scope["path"].removeprefix("/seeds/")]
        await self.respond(send, 200, str(count).encode())

    async def websocket(self, scope, receive, send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        message = await receive()
        if message.get("text") == "ping":
            await send({"type": "websocket.send", "text": "pong"})
        await send({"type": "websocket.close", "code": 1000})

    async def respond(self, send, status: int, body: bytes) -> None:
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": body})
