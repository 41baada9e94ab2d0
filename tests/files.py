"""Files from outside, made byte by byte: plain PDFs and scans, and such as do harm."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from functools import cache

from PIL import Image, ImageDraw

A4 = (595, 842)
SMALL = (300, 420)


def pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return bytes(out)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(content), entries, content)


def pages_pdf(texts: Sequence[str], size: tuple[int, int] = SMALL) -> bytes:
    """A PDF with a page for each text; Latin letters in Helvetica, which is not embedded; "" draws a box."""
    count = len(texts)
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, text in enumerate(texts):
        lines = b" ".join(b"(%s) Tj T*" % line.encode("latin-1") for line in text.splitlines())
        drawn = b"BT /F1 12 Tf 14 TL 30 %d Td %s ET" % (size[1] - 60, lines) if text else b""
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (*size, 5 + 2 * number)
        )
        objects.append(stream(b"0.8 0.1 0.1 rg 30 30 60 40 re f 0 g " + drawn))
    return pdf(objects)


def scan(kind: str = "JPEG", size: tuple[int, int] = (700, 900), **save: object) -> bytes:
    """A picture of a page: a frame on paper."""
    image = Image.new("RGB", size, "#f4f0e6")
    ImageDraw.Draw(image).rectangle((50, 50, size[0] - 50, size[1] // 2), outline="black", width=6)
    buffer = io.BytesIO()
    image.save(buffer, kind, **save)
    return buffer.getvalue()


def tiff_of(pages: int) -> bytes:
    """A TIFF of several pages."""
    made = [Image.new("L", (300, 400), 200 - 10 * n) for n in range(pages)]
    buffer = io.BytesIO()
    made[0].save(buffer, "TIFF", save_all=True, append_images=made[1:])
    return buffer.getvalue()


def page_with(content: bytes, resources: bytes = b"", *rest: bytes, size: tuple[int, int] = SMALL) -> bytes:
    """A PDF of one page; ``content`` is the stream object 4, ``rest`` are objects from 5."""
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R /Resources << %s >> >>"
            % (*size, resources),
            content,
            *rest,
        ]
    )


def encrypted() -> bytes:
    """A PDF whose standard security handler wants a password that nobody has."""
    handler = b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -3904 /O <%s> /U <%s> >>" % (
        b"5a" * 32,
        b"a5" * 32,
    )
    bare = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 420] >>",
        handler,
    ]
    return pdf(bare, b"/Encrypt 4 0 R /ID [<00112233445566778899aabbccddeeff> <00>] ")


def bomb(megabytes: int = 4000) -> bytes:
    """A content stream of some kilobytes that unpacks to gigabytes, packed twice."""
    packer = zlib.compressobj(9)
    first = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush a block stands for itself, so that it can be repeated without packing it again.
    block = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = zlib.compress(first + block * megabytes + packer.flush(), 9)
    return page_with(stream(packed, b"/Filter [/FlateDecode /FlateDecode] "))


def image_bomb() -> bytes:
    """A small PDF with an image of 60000 × 60000 pixels."""
    row = zlib.compress(b"\0" * 1_000_000, 9)
    image = stream(
        row,
        b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 "
        b"/ColorSpace /DeviceRGB /Filter /FlateDecode ",
    )
    return page_with(stream(b"300 0 0 420 0 0 cm /I Do"), b"/XObject << /I 5 0 R >>", image)


def png_bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG that says it has billions of pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 10_000_000))
        + chunk(b"IEND", b"")
    )


def cyclic_pages() -> bytes:
    """A page tree whose node is its own child."""
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 3 /Kids [2 0 R 2 0 R 2 0 R] /Parent 2 0 R >>",
        ]
    )


def cyclic_forms(width: int = 12) -> bytes:
    """Forms that draw one another many times: a picture that would never be finished."""
    names = b" ".join(b"/F%d %d 0 R" % (n, 5 + n) for n in range(width))
    calls = b" ".join(b"/F%d Do" % n for n in range(width)) + b" 0 0 300 420 re f"
    form = stream(
        calls,
        b"/Type /XObject /Subtype /Form /BBox [0 0 300 420] /Resources << /XObject << %s >> >> " % names,
    )
    return page_with(stream(calls), b"/XObject << %s >>" % names, *([form] * width))


def nested_forms(depth: int = 12, width: int = 12) -> bytes:
    """Forms inside forms, each drawing the next so many times: width ** depth boxes in a few kilobytes."""
    forms = []
    for n in range(depth):
        last = n == depth - 1
        calls = b"0 0 300 420 re f" if last else b"/X Do " * width
        inner = b"" if last else b"/Resources << /XObject << /X %d 0 R >> >> " % (6 + n)
        forms.append(stream(calls, b"/Type /XObject /Subtype /Form /BBox [0 0 300 420] " + inner))
    return page_with(stream(b"/X Do"), b"/XObject << /X 5 0 R >>", *forms)


def cyclic_tiff() -> bytes:
    """A TIFF whose first directory names itself as the next one."""
    data = bytearray(scan("TIFF", (164, 164)))
    place = struct.unpack_from("<I", data, 4)[0]
    entries = struct.unpack_from("<H", data, place)[0]
    struct.pack_into("<I", data, place + 2 + 12 * entries, place)
    return bytes(data)


@cache
def hostile() -> dict[str, tuple[bytes, set[str]]]:
    """Each kind of file that does harm, by name: its bytes, and the reasons that may be given for it."""
    whole = pages_pdf(["a page"] * 3)
    return {
        "empty": (b"", {"empty"}),
        "text named pdf": ("今天的报纸".encode(), {"wrong_format"}),
        "gif": (scan("GIF"), {"wrong_format"}),
        "encrypted": (encrypted(), {"encrypted"}),
        "truncated pdf": (whole[: len(whole) // 2], {"truncated"}),
        "truncated late": (whole[:-200], {"truncated"}),
        "head alone": (b"%PDF-1.7\n%%EOF", {"damaged", "no_pages"}),
        "no pages": (
            pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 0 /Kids [] >>"]),
            {"no_pages", "damaged"},
        ),
        "cyclic pages": (cyclic_pages(), {"damaged", "no_pages"}),
        "cyclic forms": (cyclic_forms(), {"time", "memory", "damaged"}),
        "nested forms": (nested_forms(), {"time", "memory", "damaged"}),
        "five metres": (pages_pdf(["wide"], (14_173, 842)), {"page_too_large"}),
        "bomb": (bomb(), {"memory", "damaged", "time"}),
        "image bomb": (image_bomb(), {"memory", "damaged", "time"}),
        "too many pages": (pages_pdf(["p"] * 257), {"too_many_pages"}),
        "png bomb": (png_bomb(), {"too_many_pixels"}),
        "truncated jpeg": (scan()[:3000], {"truncated"}),
        "truncated png": (scan("PNG")[:900], {"truncated", "damaged"}),
    }
