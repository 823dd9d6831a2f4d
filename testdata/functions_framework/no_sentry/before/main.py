import functions_framework


@functions_framework.http
def hello(request):  # handler: uncovered
    return "hello"
