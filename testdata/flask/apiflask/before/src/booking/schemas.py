from apiflask import Schema
from apiflask.fields import Integer, String


class Guest(Schema):
    name = String(required=True)
    nights = Integer(load_default=1)
