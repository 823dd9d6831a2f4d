from django.http import JsonResponse


def json_view(view):
    """Lets a view return plain data."""
    def wrapper(request, *args, **kwargs):
        data = view(request, *args, **kwargs)
        return JsonResponse(data, status=data.pop('status', 200))
    return wrapper


def versioned(number):
    def decorate(view):
        def inner(request, *args, **kwargs):
            response = view(request, *args, **kwargs)
            response['X-Version'] = number
            return response
        return inner
    return decorate
