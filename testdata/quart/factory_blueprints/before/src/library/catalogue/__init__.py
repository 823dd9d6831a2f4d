from quart import Blueprint

from library.catalogue.books import books
from library.catalogue.members import Loans

v1 = Blueprint("v1", __name__)
v1.register_blueprint(books)
v1.add_url_rule("/members/<name>/loans", view_func=Loans.as_view("loans"))

catalogue = Blueprint("catalogue", __name__)
catalogue.register_blueprint(v1, url_prefix="/v1")
