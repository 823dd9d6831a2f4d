from django.http import HttpResponse
from django.urls import path

PLATFORMS = []


async def platforms(request):  # handler: covered
    return HttpResponse(PLATFORMS[0])


urlpatterns = [path("platforms/", platforms)]
