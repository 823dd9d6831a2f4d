from django.conf.urls import url

from phonebook.views import search

urlpatterns = [
    url(r'^person/(\d+)/$', 'phonebook.views.person'),
    url(r'^search/$', search),
]
