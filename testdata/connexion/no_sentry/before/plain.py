import connexion

app = connexion.AsyncApp(__name__)
app.add_api("plain-api.yaml")


def index():  # handler: uncovered
    return "hello"
