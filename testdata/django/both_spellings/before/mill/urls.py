from django.urls import path

from mill.grain import views

urlpatterns = [
    path("grain/<slug:kind>/", views.grain),
    path("grain/<slug:kind>/flour/", views.flour),
    path("grain/<slug:kind>/silo/", views.silo),
]
