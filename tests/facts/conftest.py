"""The readers of facts, each of which the tests are about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from replaytag.facts import reader
from replaytag.facts.model import FileFacts

Read = Callable[[str, bytes], FileFacts]


@pytest.fixture(
    scope="session", params=[reader.read, reader.read_reference], ids=["read", "reference"]
)
def read(request: pytest.FixtureRequest) -> Read:
    """What turns the bytes of a file into its facts."""
    function: Read = request.param
    return function
