from fastapi import APIRouter, HTTPException
from pydantic import BaseModel

router = APIRouter(tags=["checkout"])


class Basket(BaseModel):
    items: dict[str, int]
    coupon: str | None = None


@router.post("/checkout")
async def check_out(basket: Basket):  # handler: uncovered
    if not basket.items:
        raise HTTPException(status_code=422, detail="the basket is empty")
    return {"pieces": sum(basket.items.values())}


@router.get("/{number}/share")
def share(number: int, people: int = 0):  # handler: uncovered
    return {"number": number, "share": number / people}
