from fastapi import APIRouter

router = APIRouter()


@router.get("/{port}")
async def tide(port: str):  # handler: uncovered
    if port == "vineta":
        raise KeyError(port)
    return {"port": port, "high": "06:12"}


@router.get("/{port}/mean")
def mean(port: str, days: int = 1):  # handler: uncovered
    return {"mean": 24 / days}
