from sanic import Blueprint

from .guide import guide
from .rooms import rooms
from .tickets import tickets

visitors = Blueprint.group(tickets, guide)
api = Blueprint.group(rooms, visitors, url_prefix="/api/v1")
