import marshmallow as ma


class PetSchema(ma.Schema):
    name = ma.fields.String(required=True)
    age = ma.fields.Integer()


class PetQuery(ma.Schema):
    name = ma.fields.String(load_default="")
