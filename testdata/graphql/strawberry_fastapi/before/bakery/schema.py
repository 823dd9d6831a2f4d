import asyncio

import sentry_sdk
import strawberry

PRICES = {"spelt": 4}


@strawberry.type
class Query:
    @strawberry.field
    async def price(self, loaf: str) -> int:
        await asyncio.sleep(0.02)
        return PRICES[loaf]

    @strawberry.field
    async def oven(self) -> str:
        await asyncio.sleep(0.02)
        try:
            raise ConnectionError("the oven does not answer")
        except ConnectionError as error:
            sentry_sdk.capture_exception(error)
            return "cold"


schema = strawberry.Schema(Query)
