import sentry_sdk
from pyramid.events import NewRequest, NewResponse, subscriber

from workshop.names import SESSION_KEY, SESSION_TAG


@subscriber(NewRequest)
def link_session(event):
    token = event.request.environ.get(SESSION_KEY)
    if token:
        sentry_sdk.get_isolation_scope().set_tag(SESSION_TAG, token)


@subscriber(NewResponse)
def no_cache(event):
    event.response.headers["Cache-Control"] = "no-store"
