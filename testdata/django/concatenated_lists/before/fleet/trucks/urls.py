from django.urls import path

from . import views

urlpatterns = [
    path("trucks/<slug:plate>/", views.truck),
    path("trucks/<slug:plate>/range/", views.range_left),
    path("trucks/<slug:plate>/driver/", views.driver),
]
