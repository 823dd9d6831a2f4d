from litestar import get, patch
from litestar.controller import Controller

TREES = {1: "apple", 2: "plum"}


class Labelled(Controller):
    @get("/labels")
    async def labels(self) -> list[str]:  # handler: uncovered
        return sorted(TREES.values())


class Trees(Labelled):
    path = "/trees"
    tags = ["trees"]

    @get("/{number:int}")
    async def tree(self, number: int) -> str:  # handler: uncovered
        return TREES[number]


@patch("/trees/{number:int}")
async def prune(number: int) -> str:  # handler: uncovered
    return TREES[number]
