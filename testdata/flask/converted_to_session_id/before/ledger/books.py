from flask import Blueprint

books = Blueprint("books", __name__)


@books.get("/")
def index():  # handler: uncovered
    return {"books": []}


@books.post("/<name>")
def balance(name):  # handler: uncovered
    raise ArithmeticError(f"{name} does not balance")
