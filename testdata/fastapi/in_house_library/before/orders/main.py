from acme.web import Service
from orders.api import router

service = Service("orders", docs_url=None)  # expect: RT301
service.include_router(router)
