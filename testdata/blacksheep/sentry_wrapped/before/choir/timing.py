import time


async def timing(request, handler):
    start = time.perf_counter()
    response = await handler(request)
    if response is not None:
        response.add_header(b"Server-Timing", b"app;dur=%.4f" % (time.perf_counter() - start))
    return response
