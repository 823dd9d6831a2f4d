import os
import time

from django.http import JsonResponse


class MaintenanceMiddleware:
    """Answers 503 while the shop is closed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if os.environ.get('MAINTENANCE'):
            return JsonResponse({'error': 'closed'}, status=503)
        return self.get_response(request)


class QueryCountMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        started = time.monotonic()
        response = self.get_response(request)
        response['X-Elapsed'] = str(time.monotonic() - started)
        return response
