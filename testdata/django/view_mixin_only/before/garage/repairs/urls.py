from django.urls import path

from .views import RepairHistory, RepairParts, RepairState, RepairView

urlpatterns = [
    path("<int:number>/", RepairView.as_view()),
    path("<int:number>/state/", RepairState.as_view()),
    path("<int:number>/parts/", RepairParts.as_view()),
    path("<int:number>/history/", RepairHistory.as_view()),
]
