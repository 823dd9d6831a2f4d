from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views import View


class JsonView(View):
    """Answers GET with what ``data`` returns."""

    def get(self, request: HttpRequest, **kwargs: Any) -> JsonResponse:
        return JsonResponse({"data": self.data(**kwargs)})

    def data(self, **kwargs: Any) -> Any:
        raise NotImplementedError
