from django.urls import path

from animals import views

urlpatterns = [
    path("", views.animals),
    path("<slug:name>/", views.AnimalView.as_view()),
    path("<slug:name>/feed/", views.feed),
    path("<slug:name>/weight/", views.weight),
]
