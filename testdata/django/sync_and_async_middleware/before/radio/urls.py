from django.urls import path

from radio.shows import views

urlpatterns = [
    path("shows/<slug:name>/", views.ShowView.as_view()),
    path("shows/<slug:name>/length/", views.length),
    path("shows/<slug:name>/host/", views.host),
    path("shows/<slug:name>/songs/", views.songs),
]
