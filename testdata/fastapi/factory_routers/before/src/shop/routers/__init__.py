from .catalog import router as catalog_router
from .orders import router as orders_router

__all__ = ["catalog_router", "orders_router"]
