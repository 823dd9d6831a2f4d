import asyncio


class Store:
    def __init__(self):
        self.parcels = {"A1": {"at": "Bonn", "distance": 120, "speed": 0}}

    def put(self, code, **values):
        self.parcels[code] = values


async def find(store, code):
    await asyncio.sleep(0.05)
    return store.parcels[code]
