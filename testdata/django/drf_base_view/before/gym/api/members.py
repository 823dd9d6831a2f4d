import logging

from rest_framework.response import Response

from .base import GymView

logger = logging.getLogger(__name__)

MEMBERS = {1: {"name": "Lea"}}


class MemberView(GymView):
    def get(self, request, pk):  # handler: covered
        return Response(MEMBERS[pk])

    def patch(self, request, pk):  # handler: covered
        MEMBERS[pk].update(request.data)
        return Response(MEMBERS[pk])


class VisitsView(GymView):
    def get(self, request, pk):  # handler: covered
        try:
            visits = MEMBERS[pk]["visits"]
        except KeyError:
            logger.exception("visits of %s are not known", pk)
            visits = []
        return Response(visits)
