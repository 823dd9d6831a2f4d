"""Imports a project's app into this process."""

from __future__ import annotations

import importlib
import os
import sys
from typing import TYPE_CHECKING, Any

import sentry_sdk

from tests.runtime.servers import loader_of
from tests.runtime.surroundings import leave_out_others

if TYPE_CHECKING:
    from pathlib import Path

    from tests.runtime.spec import Serve

DSN = "http://public@127.0.0.1:9/1"


def load_app(code: Path, serve: Serve) -> Any:
    """Import the app of the project in ``code``, as the first thing that this process does.

    What has a loader of its own kind is loaded by that.
    """
    load = loader_of(serve.kind)
    os.environ["SENTRY_DSN"] = DSN
    os.environ.update(serve.env)
    os.chdir(code)
    if serve.requires:
        leave_out_others(serve.requires)
    if serve.init:
        sentry_sdk.init(dsn=DSN)
    # "-m" put this repository first; the project must see its own modules only.
    sys.path[0] = str((code / serve.path).resolve())
    if load is not None:
        return load(code, serve)
    module, _, attribute = serve.app.partition(":")
    found: Any = importlib.import_module(module)
    for name in attribute.removesuffix("()").split("."):
        found = getattr(found, name)
    return found() if attribute.endswith("()") else found
