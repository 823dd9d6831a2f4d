from django.urls import path

from .views import BinView, PickList, count, move, scan

urlpatterns = [
    path("bins/<str:bin_id>/", BinView.as_view(), name="bin"),
    path("picks/", PickList.as_view(), name="picks"),
    path("bins/<str:bin_id>/count/", count, name="count"),
    path("bins/<str:bin_id>/move/", move, name="move"),
    path("bins/<str:bin_id>/scan/", scan, name="scan"),
]
