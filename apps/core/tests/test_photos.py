import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from apps.core import photos
from apps.core.errors import BadPhoto


def picture(format_: str = "JPEG", size: tuple[int, int] = (64, 48), **options) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, "navy").save(target, format=format_, **options)
    return target.getvalue()


def upload(data: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def huge_png(width: int, height: int) -> bytes:
    """A small file that says it is an enormous picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


class TestClean:
    @pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
    def test_writes_photographs_anew(self, format_):
        cleaned = photos.clean(upload(picture(format_)))

        assert cleaned.name.endswith(".webp")
        with Image.open(cleaned) as image:
            assert (image.format, image.size) == ("WEBP", (64, 48))

    def test_drops_what_the_camera_knew(self):
        exif = Image.Exif()
        exif[0x010E] = "taken at home, Sternwartenstraße 12"

        cleaned = photos.clean(upload(picture(exif=exif))).read()

        assert b"Sternwarten" not in cleaned

    def test_names_files_at_random(self):
        names = {photos.clean(upload(picture(), "../../etc/passwd.jpg")).name for _ in range(3)}

        assert len(names) == 3
        assert all("/" not in name and "passwd" not in name for name in names)

    def test_makes_large_ones_smaller(self):
        with Image.open(photos.clean(upload(picture(size=(5000, 100))))) as image:
            assert max(image.size) == photos.LONGEST_SIDE

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            b"<html><script>alert(1)</script></html>",
            b"\xff\xd8\xff\xe0" + b"\0" * 200,
            picture("GIF"),
            picture("BMP"),
            picture()[:200],
            b"%PDF-1.7",
        ],
    )
    def test_refuses_everything_else(self, data):
        with pytest.raises(BadPhoto):
            photos.clean(upload(data))

    def test_never_decodes_a_bomb(self):
        with pytest.raises(BadPhoto, match="megapixels"):
            photos.clean(upload(huge_png(9_000, 9_000), "bomb.png"))
        with pytest.raises(BadPhoto):
            photos.clean(upload(huge_png(30_000, 30_000), "larger-bomb.png"))

    def test_never_reads_what_is_too_large(self):
        with pytest.raises(BadPhoto, match="15 MB"):
            photos.clean(upload(b"\0" * (photos.MAX_BYTES + 1)))

    def test_keeps_script_hidden_in_a_picture_out(self):
        polyglot = picture() + b"<script>alert(1)</script>"

        assert b"<script>" not in photos.clean(upload(polyglot)).read()
