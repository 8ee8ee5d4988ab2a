"""Uploads that come whole or not at all: a client that breaks off looks like the end of what it sends."""

from typing import Any, Protocol

from django.core.files.uploadhandler import FileUploadHandler
from django.http.multipartparser import MultiPartParser, MultiPartParserError


class CutOff(MultiPartParserError):
    """Django answers 400 where nobody catches it."""


class Readable(Protocol):
    """A file, an upload, or the body of a request. May give less than was asked for, and gives nothing at the end."""

    def read(self, size: int, /) -> bytes: ...


class Whole:
    """A stream of so many bytes; raises CutOff where it ends before."""

    def __init__(self, stream: Readable, length: int) -> None:
        self._stream, self._left = stream, length

    def read(self, size: int, /) -> bytes:
        data = self._stream.read(size)
        self._left -= len(data)
        if not data and size and self._left > 0:
            raise CutOff
        return data


class WholeUploads(FileUploadHandler):
    """The first of the handlers: Django's parser takes a form without its end for a form."""

    def handle_raw_input(self, input_data: Any, META: dict[str, Any], content_length: int, *more: Any) -> Any:  # noqa: N803
        request: Any = self.request
        others = [each for each in request.upload_handlers if each is not self]
        whole: Any = Whole(input_data, content_length)
        try:
            return MultiPartParser(META, whole, others, request.encoding).parse()
        except CutOff:
            for each in others:
                each.upload_interrupted()  # takes away what had come of the file
            raise
