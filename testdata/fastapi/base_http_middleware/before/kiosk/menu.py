from fastapi import APIRouter

router = APIRouter(prefix="/menu")

DISHES = {"soup": 3.2}


@router.get("/{dish}")
async def dish_price(dish: str):  # handler: covered
    return {"price": DISHES[dish]}
