"""The application is not made here, and what it is cannot be seen."""

from library import Prefix, compressed
from vendor.shop import make_application

application = Prefix(compressed(make_application()), "/shop")
