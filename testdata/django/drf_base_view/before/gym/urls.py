from django.urls import include, path
from rest_framework.routers import SimpleRouter

from gym.api.courses import CourseViewSet
from gym.api.members import MemberView, VisitsView

router = SimpleRouter()
router.register("courses", CourseViewSet, basename="course")

urlpatterns = [
    path("members/<int:pk>/", MemberView.as_view()),
    path("members/<int:pk>/visits/", VisitsView.as_view()),
    path("", include(router.urls)),
]
