def version_header(get_response):
    def middleware(request):
        response = get_response(request)
        response["X-Api-Version"] = "1"
        return response

    return middleware
