from __future__ import annotations

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from warehouse.observability import noted
from warehouse.stock.base import JsonView

logger = logging.getLogger(__name__)

BINS: dict[str, list[str]] = {"a1": ["bolt", "nut"], "b2": []}


class BinView(JsonView):  # handler: uncovered
    def data(self, **kwargs: Any) -> Any:
        return BINS[kwargs["bin_id"]]


class PickList(JsonView):
    def data(self, **kwargs: Any) -> Any:
        return [content[0] for content in BINS.values()]

    def post(self, request: HttpRequest) -> HttpResponse:  # handler: uncovered
        return HttpResponse(status=202)


def count(request: HttpRequest, bin_id: str) -> JsonResponse:  # handler: uncovered
    counted = BINS.get(bin_id)
    if counted is None:
        return JsonResponse({"error": "no such bin"}, status=404)
    return JsonResponse({"count": len(counted)})


def move(request: HttpRequest, bin_id: str) -> JsonResponse:  # handler: uncovered
    try:
        target = BINS[request.GET["to"]]
    except KeyError:
        logger.exception("cannot move %s", bin_id)
        return JsonResponse({"moved": 0}, status=400)
    moved = BINS[bin_id].copy()
    target.extend(moved)
    return JsonResponse({"moved": len(moved)})


def scan(request: HttpRequest, bin_id: str) -> JsonResponse:  # handler: uncovered
    code = request.GET["code"].strip()
    try:
        item = BINS[bin_id][int(code)]
    except (IndexError, ValueError) as error:
        noted(error)
        item = None
    return JsonResponse({"item": item})
