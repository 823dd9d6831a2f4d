import logging

from rest_framework import status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from library.api.models import Author
from library.api.serializers import AuthorSerializer
from library.errors import ShelfBroken

logger = logging.getLogger('library')

BOOKS = {'1': {'title': 'Dune', 'copies': 2}, '2': {'title': 'Emma', 'copies': 0}}


class BookViewSet(viewsets.ViewSet):
    def list(self, request):  # handler: uncovered
        return Response(list(BOOKS.values()))

    def retrieve(self, request, pk=None):  # handler: uncovered
        if pk not in BOOKS:
            return Response(status=status.HTTP_404_NOT_FOUND)
        return Response(BOOKS[pk])

    def create(self, request):  # handler: uncovered
        return Response({'title': request.data['title'].strip()}, status=status.HTTP_201_CREATED)

    @action(detail=True, methods=['get'], url_path='demand')
    def demand(self, request, pk=None):  # handler: uncovered
        return Response({'demand': 10 / BOOKS[pk]['copies']})

    @action(detail=False)
    def newest(self, request):  # handler: uncovered
        try:
            book = BOOKS['3']
        except KeyError:
            logger.exception('newest book is missing')
            book = None
        return Response({'newest': book})


class ShelfViewSet(viewsets.GenericViewSet):
    lookup_value_regex = r'\d+'

    def retrieve(self, request, pk):  # handler: uncovered
        raise ShelfBroken(pk)


class AuthorViewSet(viewsets.ReadOnlyModelViewSet):  # handler: uncovered
    queryset = Author.objects.all()
    serializer_class = AuthorSerializer
