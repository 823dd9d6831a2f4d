from rest_framework.routers import DefaultRouter

from library.api.viewsets import AuthorViewSet, BookViewSet, ShelfViewSet

router = DefaultRouter()
router.register(r'books', BookViewSet, basename='book')
router.register(r'shelves', ShelfViewSet, basename='shelf')
router.register('authors', AuthorViewSet)
