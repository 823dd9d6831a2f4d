from django.urls import path

from . import views

urlpatterns = [
    path("", views.team),
    path("<slug:name>/", views.person),
    path("<slug:name>/hours/", views.hours),
]
