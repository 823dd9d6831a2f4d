def depot(get_response):
    def middleware(request):
        request.depot = request.headers.get("X-Depot", "north")
        return get_response(request)

    return middleware
