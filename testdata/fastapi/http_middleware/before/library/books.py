from fastapi import APIRouter

router = APIRouter(prefix="/books")

SHELF = {"9780140449136": "The Odyssey"}


@router.get("/{isbn}")
async def book(isbn: str):  # handler: covered
    return {"title": SHELF[isbn]}
