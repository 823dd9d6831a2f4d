import os

import sentry_sdk
from sentry_sdk.integrations.starlite import StarliteIntegration
from starlite import Controller, Provide, Starlite, get, post

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"), integrations=[StarliteIntegration()])


def press() -> int:
    return 3


class Coins(Controller):
    path = "/coins"

    @get(path="/{coin:int}")
    async def coin(self, coin: int, press: int) -> str:  # handler: uncovered
        return ["penny", "crown"][coin * press]

    @post()
    def strike(self, data: dict[str, int]) -> int:  # handler: uncovered
        return data["count"]


application = Starlite(  # expect: RT301
    route_handlers=[Coins],
    dependencies={"press": Provide(press)},
)
