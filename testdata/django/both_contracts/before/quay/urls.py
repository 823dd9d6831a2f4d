from django.http import JsonResponse
from django.urls import path


def ships(request):  # handler: uncovered
    return JsonResponse({"ships": ["Anna"]})


def berth(request, number):  # handler: uncovered
    if number > 9:
        raise ValueError("there are nine berths")
    return JsonResponse({"berth": number})


urlpatterns = [path("ships/", ships), path("berths/<int:number>/", berth)]
