from django.urls import include, path

urlpatterns = [path("exhibits/", include("museum.exhibits.urls"))]

handler404 = "museum.exhibits.views.not_found"
