"""From the bytes of a source file to its text, as Python itself decodes it."""

from __future__ import annotations

import io
import tokenize

from replaytag.facts.cursor import Cursor
from replaytag.facts.errors import SourceError


def decode(data: bytes) -> tuple[str, str]:
    """The text of a source file without its byte order mark, and the encoding that it is in.

    The encoding is what a byte order mark or a :pep:`263` cookie says, else UTF-8; ``utf-8-sig``
    stands for UTF-8 with a byte order mark, so that encoding the text anew restores every byte.

    Raises:
        SourceError: The encoding is unknown or no text encoding, or the bytes do not fit it.
    """
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        raise _undecodable(data, error) from None
    except SyntaxError as error:
        if error.msg.startswith("invalid or missing"):
            # There is no cookie, and one of the first two lines is not valid UTF-8.
            try:
                data.decode("utf-8")
            except UnicodeDecodeError as decode_error:
                raise _undecodable(data, decode_error) from None
        raise SourceError(error.msg) from None
    except (LookupError, ValueError) as error:
        raise SourceError(str(error)) from None


def _undecodable(data: bytes, error: UnicodeDecodeError) -> SourceError:
    before = data[: error.start].decode(error.encoding, "replace")
    message = f"not valid {error.encoding} (byte 0x{data[error.start]:02x})"
    return Cursor(before).error(message, len(before))
