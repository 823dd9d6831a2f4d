from sanic import Sanic, text

from tram.reporting import start_sentry

app = Sanic("tram")  # expect: RT301
app.register_listener(start_sentry, "before_server_start")


@app.get("/stops/<name>")
async def stop(request, name):  # handler: uncovered
    return text({"market": "4"}[name])
