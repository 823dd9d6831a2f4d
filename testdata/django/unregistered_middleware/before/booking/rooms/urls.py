from django.urls import path

from booking.rooms import views

urlpatterns = [
    path("", views.RoomList.as_view()),
    path("<int:number>/", views.room),
    path("<int:number>/price/", views.price),
    path("<int:number>/free/", views.free),
]
