from litestar import Router, get

from ferry.bookings import Bookings
from ferry.live import live, raw


@get("/health", sync_to_thread=False)
def health() -> str:  # handler: uncovered
    return "ok"


harbour = Router(path="/harbour", route_handlers=[Bookings])
api = Router(path="/api", route_handlers=[harbour, live])
route_handlers = [health, api, raw]
