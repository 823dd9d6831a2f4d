"""Views that some other server registers."""

from aiohttp import web


class StatusView(web.View):
    url = "/api/status"

    async def get(self):
        return web.json_response({"status": "up"})


def setup(hub):
    hub.http.register_view(StatusView)
