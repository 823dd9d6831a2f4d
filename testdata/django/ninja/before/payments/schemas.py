from ninja import Schema


class Rate(Schema):
    currency: str
    per_euro: float


class Invoice(Schema):
    customer: str
    cents: int
