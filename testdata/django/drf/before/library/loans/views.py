import sentry_sdk
from rest_framework.decorators import api_view, throttle_classes
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet

LOANS = {1: {'book': '1', 'days': 12}}


class LoanView(APIView):
    def get(self, request, number):  # handler: uncovered
        return Response(LOANS[number])

    def put(self, request, number):  # handler: uncovered
        LOANS[number] = {'book': request.data['book'], 'days': int(request.data['days'])}
        return Response(LOANS[number])


class OverdueViewSet(ViewSet):
    limit = 30

    def summary(self, request):  # handler: uncovered
        late = [number for number, loan in LOANS.items() if loan['days'] > self.limit]
        return Response({'late': late})

    def remind(self, request):  # handler: uncovered
        return Response({'sent': len(request.data['numbers'])})


@api_view(['GET', 'POST'])
@throttle_classes([])
def fee(request, number):  # handler: uncovered
    try:
        days = LOANS[number]['days']
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        return Response({'fee': None})
    return Response({'fee': days * 0.2})


@api_view()
def health(request):  # handler: uncovered
    return Response({'ok': True})
