from litestar import Litestar

from orchard import trees
from orchard.settings import MIDDLEWARE, start_sentry

start_sentry()

app = Litestar(route_handlers=[trees.Trees, trees.prune], middleware=MIDDLEWARE)  # expect: RT301
