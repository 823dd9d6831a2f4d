from trytond.protocols.wrappers import Response
from trytond.wsgi import app


@app.route("/hens/<int:number>", methods={"GET"})
def hen(request, number):  # handler: uncovered
    return Response("asleep")
