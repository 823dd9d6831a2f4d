import sentry_sdk
from django.utils.deprecation import MiddlewareMixin
from sentry_sdk import configure_scope


class OpenReplayMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        session_token = request.headers.get('X-OpenReplay-SessionToken')
        if session_token is not None and session_token != '':
            sentry_sdk.set_tag('openReplaySessionToken', session_token)
        return self.get_response(request)


class ClubMiddleware(MiddlewareMixin):
    def process_request(self, request):
        request.club = request.GET.get('club', 'chess')
        configure_scope(lambda scope: scope.set_tag('club', request.club))
