from typing import Optional

from flask import request


def header(name: str, default: Optional[str] = None) -> Optional[str]:
    value = request.headers.get(name, default)
    return value.strip() if value else default
