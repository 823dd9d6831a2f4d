from django.http import HttpResponse
from django.urls import path

GAMES = []


async def games(request):  # handler: covered
    return HttpResponse(GAMES[0])


urlpatterns = [path("games/", games)]
