from sentry_sdk import set_tag

from .names import Header, Tag


def tag_from_header(request, header, tag):
    if value := request.headers.get(header):
        set_tag(tag, value)


def link_replay(get_response):
    def middleware(request):
        tag_from_header(request, Header.REPLAY, Tag.REPLAY)
        tag_from_header(request, Header.REQUEST_ID, Tag.REQUEST_ID)
        return get_response(request)

    return middleware
