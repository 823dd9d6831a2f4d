import azure.functions as func

app = func.FunctionApp()


@app.route(route="hello")
def hello(req):  # handler: uncovered
    return "hello"
