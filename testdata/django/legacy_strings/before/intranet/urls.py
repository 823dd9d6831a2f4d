from django.conf.urls import include, url

urlpatterns = [
    url(r'^$', 'phonebook.views.start', name='start'),
    url(r'^phonebook/', include('phonebook.urls')),
]

handler500 = 'phonebook.views.broken'
