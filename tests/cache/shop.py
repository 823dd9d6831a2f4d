"""A project with a file of each kind: read for itself, read as another imports it, passed over."""

from __future__ import annotations

from collections.abc import Mapping

from tests.cli.app import UNTAGGED

SHOP: Mapping[str, str] = {
    "setup.py": "",
    "requirements.txt": "flask\nsentry-sdk\n",
    "app.py": UNTAGGED.replace("app = ", "from shop.views import shop\n\napp = ").replace(
        "from shop", "from shop.settings import configure\nfrom shop"
    )
    + "\n\napp.register_blueprint(shop)\nconfigure(app)\n",
    "shop/__init__.py": "",
    "shop/views.py": """\
from flask import Blueprint

from shop.prices import price

shop = Blueprint("shop", __name__)


@shop.get("/teas/<name>")
def tea(name):
    total = price(name)
    if total is None:
        total = 0
    return str(total)
""",
    "shop/settings.py": """\
def configure(app):
    app.config["CURRENCY"] = "EUR"


def rounded(amount):
    cents = amount * 100
    cents = int(cents)
    cents = cents + 1
    return cents / 100
""",
    "shop/prices.py": 'def price(name):\n    return {"assam": 450}.get(name)\n',
    "shop/stock.py": "def count(name):\n    return len(name)\n",
    "tests/test_shop.py": "def test_nothing():\n    assert True\n",
}
