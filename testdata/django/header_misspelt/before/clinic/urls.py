from django.urls import path

from patients.views import Patient, letters, ward

urlpatterns = [
    path("patients/<int:number>/", Patient.as_view()),
    path("patients/<int:number>/letters/", letters),
    path("wards/<slug:name>/", ward),
]
