from django.urls import path

from . import views

urlpatterns = [
    path("<str:code>/", views.ParcelView.as_view()),
    path("<str:code>/eta/", views.eta),
    path("<str:code>/events/", views.events),
    path("<str:code>/label/", views.label),
    path("<str:code>/weight/", views.weight),
]
