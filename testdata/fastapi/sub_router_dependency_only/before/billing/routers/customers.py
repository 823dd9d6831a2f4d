from fastapi import APIRouter

router = APIRouter(prefix="/customers")  # expect: RT302

CUSTOMERS = {1: {"name": "Bakery", "country": "DE"}}


@router.get("/{number}")
async def customer(number: int):  # handler: uncovered
    return CUSTOMERS[number]
