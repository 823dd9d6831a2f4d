import time


class SlowMiddleware:
    """Shows what a page is like on a slow line."""

    async_capable = False

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        time.sleep(0.5)
        return self.get_response(request)
