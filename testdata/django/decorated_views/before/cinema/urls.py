from django.urls import path

from cinema.films import views

urlpatterns = [
    path("films/<slug:name>/", views.FilmView.as_view()),
    path("films/<slug:name>/seats/", views.seats),
    path("films/<slug:name>/rating/", views.rating),
]
