from django.urls import path

from articles import views

urlpatterns = [
    path("articles/", views.latest),
    path("articles/<int:number>/", views.article),
    path("articles/<int:number>/teaser/", views.teaser),
    path("articles/<int:number>/related/", views.related),
]
