from django.urls import path

from atlas import views

urlpatterns = [
    path("maps/<int:number>", views.sheet),
    path("maps/<int:number>/scale", views.scale),
]
