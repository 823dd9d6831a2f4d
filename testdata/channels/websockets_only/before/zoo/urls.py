from django.http import HttpResponse
from django.urls import path


def animals(request):  # handler: covered
    return HttpResponse("emu")


urlpatterns = [path("animals/", animals)]
