from fastapi import APIRouter

from . import checkout, refunds

router = APIRouter(prefix="/orders")
router.include_router(checkout.router)
router.include_router(refunds.router, prefix="/refunds", tags=["refunds"])
