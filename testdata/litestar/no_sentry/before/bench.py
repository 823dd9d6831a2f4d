from litestar import Litestar, get


@get("/benches")
async def benches() -> list[str]:  # handler: uncovered
    return ["oak"]


app = Litestar([benches])
