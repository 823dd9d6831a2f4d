from .application import make_application

app = make_application()
