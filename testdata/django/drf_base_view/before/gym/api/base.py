import sentry_sdk
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet


class ReplayMixin:
    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        token = request.META.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)


class GymView(ReplayMixin, APIView):
    """Base of all views that are no view sets."""


class GymViewSet(ReplayMixin, GenericViewSet):
    """Base of all view sets."""
