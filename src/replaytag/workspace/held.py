"""Contents of many files, kept for a while in one piece of memory that can be given back."""

from __future__ import annotations

import mmap


class Held:
    """Up to ``size`` bytes of contents; more are not taken.

    Python keeps what small objects leave behind; a map is given back to the system. Memory is taken
    as it is filled.
    """

    def __init__(self, size: int) -> None:
        self._extents: dict[str, slice] = {}
        self._end = 0
        self._size = size
        self._map: mmap.mmap | None = None

    def get(self, path: str) -> bytes | None:
        """The content that was put at ``path``, if it was taken."""
        extent = self._extents.get(path)
        return None if extent is None or self._map is None else self._map[extent]

    def put(self, path: str, content: bytes) -> None:
        """Takes ``content`` if there is room for it."""
        end = self._end + len(content)
        if end > self._size:
            return
        if self._map is None:
            try:
                self._map = mmap.mmap(-1, self._size)
            except (OSError, ValueError):
                self._size = 0  # no memory for it, or no size at all
                return
        extent = slice(self._end, end)
        self._map[extent] = content
        self._extents[path] = extent
        self._end = end

    def clear(self) -> None:
        """Gives the memory back."""
        self._extents.clear()
        if self._map is not None:
            self._map.close()
            self._map = None
