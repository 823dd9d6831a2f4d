from django.http import JsonResponse

INVOICES = {}


def invoice(request, number):  # handler: covered
    return JsonResponse(INVOICES[number])
