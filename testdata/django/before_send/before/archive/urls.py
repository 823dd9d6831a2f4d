from django.urls import path

from archive.files import views

urlpatterns = [
    path("files/<slug:name>/", views.file),
    path("files/<slug:name>/size/", views.size),
    path("files/<slug:name>/owner/", views.owner),
]

handler404 = "archive.files.views.not_found"
