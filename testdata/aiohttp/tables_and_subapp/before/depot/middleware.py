from aiohttp import web


@web.middleware
async def errors_as_json(request, handler):
    try:
        return await handler(request)
    except web.HTTPNotFound:
        return web.json_response({"error": "not found"}, status=404)
