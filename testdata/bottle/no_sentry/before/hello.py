from bottle import route, run


@route("/hello/<name>")
def hello(name):  # handler: uncovered
    return f"hello {name}"


if __name__ == "__main__":
    run()
