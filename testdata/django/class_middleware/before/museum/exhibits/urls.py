from django.urls import path

from . import views

urlpatterns = [
    path("<int:number>/", views.ExhibitView.as_view()),
    path("<int:number>/age/", views.age),
    path("<int:number>/loan/", views.loan),
]
