from django.http import JsonResponse

BERTHS = {1: "free"}


def berth(request, number):  # handler: uncovered
    return JsonResponse({"berth": BERTHS[number]})
