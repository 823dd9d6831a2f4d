"""Runs a server on an event loop in the main thread while a session talks to it from another."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

from tests.runtime.client import LoopbackClient

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from contextlib import AbstractAsyncContextManager

    from tests.runtime.client import Client


def run(
    serving: Callable[[], AbstractAsyncContextManager[int]], session: Callable[[Client], None]
) -> None:
    """Run ``session`` while ``serving()``, which gives the port, is entered.

    Raises what either of them raises.
    """
    asyncio.run(_talk(serving, session))


async def _talk(
    serving: Callable[[], AbstractAsyncContextManager[int]], session: Callable[[Client], None]
) -> None:
    async with serving() as port:
        await _in_thread(lambda: session(LoopbackClient(port)))


def _in_thread(function: Callable[[], None]) -> Awaitable[None]:
    """Like ``asyncio.to_thread``, but in a thread that knows nothing of the loop's context."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()

    def work() -> None:
        try:
            function()
        except Exception as error:  # noqa: BLE001 (raised again where it is awaited)
            loop.call_soon_threadsafe(done.set_exception, error)
        else:
            loop.call_soon_threadsafe(done.set_result, None)

    threading.Thread(target=work).start()
    return done
