from django.http import JsonResponse


def ordered(view):
    def sort_first(request):
        return view(request, order=request.GET.get('order', 'date'))
    return sort_first


def me(request):  # handler: uncovered
    return JsonResponse({'name': request.customer.upper()})


def orders(request, order):  # handler: uncovered
    return JsonResponse({'orders': [], 'order': order})
