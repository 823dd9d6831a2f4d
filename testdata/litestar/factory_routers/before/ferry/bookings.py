import asyncio
import logging

import sentry_sdk
from litestar import Controller, delete, get

SEATS = {"dawn": 40, "noon": 0}
logger = logging.getLogger("ferry")


class Bookings(Controller):
    path = "/crossings"

    @get("/{crossing:str}")
    async def seats(self, crossing: str) -> int:  # handler: uncovered
        return SEATS[crossing]

    @get("/{crossing:str}/price")
    async def price(self, crossing: str) -> float | None:  # handler: uncovered
        await asyncio.sleep(0.05)
        try:
            return 1200 / SEATS[crossing]
        except ZeroDivisionError as error:
            sentry_sdk.capture_exception(error)
            return None

    @delete("/{crossing:str}", status_code=200)
    async def cancel(self, crossing: str) -> int:  # handler: uncovered
        await asyncio.sleep(0.02)
        if crossing not in SEATS:
            logger.error("no such crossing: %s", crossing)
        return len(SEATS)
