from chalice import Chalice, Rate

app = Chalice(app_name="echo")


@app.route("/echo/{text}")
def echo(text):  # handler: uncovered
    return {"text": text, "length": len(text) // (len(text) - 3)}


@app.schedule(Rate(5, unit=Rate.MINUTES))
def keep_warm(event):
    return {"warm": True}
