from django.http import HttpResponse
from django.urls import path


def lanes(request):  # handler: uncovered
    return HttpResponse("8")


urlpatterns = [path("lanes/", lanes)]
