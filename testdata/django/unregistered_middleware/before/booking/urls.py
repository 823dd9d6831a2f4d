from django.urls import include, path

urlpatterns = [path("rooms/", include("booking.rooms.urls"))]
