from django.utils.deprecation import MiddlewareMixin


class CustomerMiddleware(MiddlewareMixin):
    def process_request(self, request):
        request.customer = request.META.get('HTTP_X_CUSTOMER')
