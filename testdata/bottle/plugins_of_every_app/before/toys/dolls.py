from bottle import Bottle

from toys.replay import ReplayPlugin

dolls = Bottle()
dolls.install(ReplayPlugin())


@dolls.get("/<name>")
def doll(name):  # handler: covered
    return {"price": {"anna": 12}[name]}
