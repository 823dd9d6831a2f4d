from django.http import JsonResponse
from django.views import View
from rest_framework.response import Response
from rest_framework.views import APIView

from garage.replay import SessionReplayMixin

REPAIRS = {1: {"car": "Fiat", "state": "waiting"}}


class RepairView(SessionReplayMixin, View):
    def get(self, request, number):  # handler: covered
        return JsonResponse(REPAIRS[number])


class RepairState(SessionReplayMixin, APIView):
    def get(self, request, number):  # handler: covered
        return Response({"state": REPAIRS[number]["state"]})

    def put(self, request, number):  # handler: covered
        REPAIRS[number]["state"] = request.data["state"]
        return Response(REPAIRS[number])


class RepairParts(APIView):  # expect: RT302
    def get(self, request, number):  # handler: uncovered
        return Response(REPAIRS[number]["parts"])

    def post(self, request, number):  # handler: uncovered
        REPAIRS[number].setdefault("parts", []).append(request.data["part"])
        return Response(REPAIRS[number], status=201)


class RepairHistory(APIView, SessionReplayMixin):  # expect: RT302
    def get(self, request, number):  # handler: uncovered
        return Response({"before": REPAIRS[number]["history"]})
