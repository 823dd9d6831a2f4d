"""Django, Django REST framework and django-ninja.

Sentry's integration opens a request's scope in ``WSGIHandler.__call__`` and its ASGI counterpart:
all middleware and views run inside it, what is wrapped round the handler object outside.
"""

from __future__ import annotations

from replaytag.frameworks.django.framework import Django

__all__ = ["FRAMEWORK"]

FRAMEWORK = Django()
