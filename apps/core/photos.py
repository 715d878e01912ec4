"""Uploaded photographs: looked at before they are decoded, and written anew before they are kept."""

import io
import secrets
from typing import Protocol

from django.core.files.base import ContentFile
from PIL import Image, ImageOps, UnidentifiedImageError

from apps.core.errors import BadPhoto

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
LONGEST_SIDE = 2880


class Upload(Protocol):
    @property
    def size(self) -> int | None: ...

    def read(self) -> bytes: ...

    def seek(self, offset: int) -> int: ...


def clean(upload: Upload, *, max_bytes: int = MAX_BYTES) -> "ContentFile[bytes]":
    """Return a photograph re-encoded as WebP, turned upright, without metadata, under a random name.

    Raises BadPhoto for anything that is no JPEG, PNG or WebP, or larger than `max_bytes` or 40 megapixels.
    """
    if (upload.size or 0) > max_bytes:
        most = max_bytes // 1024 // 1024
        raise BadPhoto(f"The file is larger than {most} MB. Save the picture smaller and upload it again.")
    upload.seek(0)
    data = upload.read()
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            # The size stands in the header: a picture that would fill the memory is never decoded.
            if image.width * image.height > MAX_PIXELS:
                raise BadPhoto(
                    "The picture has more than 40 megapixels. Save it smaller and upload it again."
                )
            return ContentFile(_rewritten(image), name=f"{secrets.token_hex(12)}.webp")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadPhoto from error


def _rewritten(image: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(image).convert("RGBA" if "A" in image.getbands() else "RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    target = io.BytesIO()
    upright.save(target, format="WEBP", quality=90)
    return target.getvalue()
