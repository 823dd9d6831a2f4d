from django.urls import path

from hotel.desk.views import CheckIn, bill, keys

urlpatterns = [
    path("rooms/<int:room>/check-in/", CheckIn.as_view()),
    path("rooms/<int:room>/bill/", bill),
    path("rooms/<int:room>/keys/", keys),
]
