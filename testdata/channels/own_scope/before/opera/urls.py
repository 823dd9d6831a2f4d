from django.http import HttpResponse
from django.urls import path

SEATS = []


def seats(request):  # handler: covered
    return HttpResponse(SEATS[0])


urlpatterns = [path("seats/", seats)]
