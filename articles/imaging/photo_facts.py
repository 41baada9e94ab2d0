"""What a photo file says of itself: caption, names, rights, the day, out of its XMP, IPTC and EXIF fields.

Only the fields named here are read; where a picture was taken (GPS) and with which camera are not looked at.
Of one fact that stands in several places XMP is taken before IPTC and IPTC before EXIF, since XMP alone is
sure of its characters. Runs in the process of `child`.

Tags by IPTC IIM 4.2, the XMP namespaces of the IPTC Photo Metadata Standard, and EXIF 2.3.
"""

from __future__ import annotations

import datetime
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from PIL import Image, IptcImagePlugin

FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")
MOST_TEXT = 2_000
"""Characters of a fact that are kept."""
MOST_XMP = 1024 * 1024
FIRST_PHOTO = 1826

_IPTC = {"caption": 120, "creators": 80, "credit": 110, "rights": 116, "taken": 55}
_DC, _PHOTOSHOP = "{http://purl.org/dc/elements/1.1/}", "{http://ns.adobe.com/photoshop/1.0/}"
_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_XMP = {
    "caption": f"{_DC}description",
    "alt_text": f"{_CORE}AltTextAccessibility",
    "creators": f"{_DC}creator",
    "credit": f"{_PHOTOSHOP}Credit",
    "rights": f"{_DC}rights",
    "taken": f"{_PHOTOSHOP}DateCreated",
}
_EXIF = {"caption": 0x010E, "creators": 0x013B, "rights": 0x8298}
_EXIF_WINDOWS = {"caption": 0x9C9C, "creators": 0x9C9D}  # UTF-16, as the Explorer writes them
_EXIF_TAKEN = 0x9003  # DateTimeOriginal, in the directory below
_EXIF_BELOW = 0x8769
_BY_THE_CAMERA = re.compile(
    r"^(?:OLYMPUS DIGITAL CAMERA|SONY DSC|SAMSUNG|MINOLTA|DCIM|DIGITAL CAMERA|default|untitled|"
    r"(?:IMG|DSC|DSCN|DSCF|P)_?\d+(?:\.\w+)?)$",
    re.I,
)
_DAY = re.compile(r"^(\d{4})[-:/.]?(\d{2})[-:/.]?(\d{2})")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """Texts are stripped and at most `MOST_TEXT` long; ``taken`` is an ISO date or empty."""

    caption: str = ""
    alt_text: str = ""
    creators: tuple[str, ...] = ()
    credit: str = ""
    rights: str = ""
    taken: str = ""


def read(path: Path) -> PhotoFacts:
    """The facts in a file; what cannot be read is left out. Raises OSError for what is no picture at all."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(path, formats=FORMATS) as image:  # its pixels are not decoded
            sources = [_safely(find, image) for find in (_from_xmp, _from_iptc, _from_exif)]
    found = {name: next((s[name] for s in sources if s.get(name)), []) for name in PhotoFacts.__slots__}
    texts = {name: found[name][0] if found[name] else "" for name in found}
    caption = "" if _BY_THE_CAMERA.match(texts["caption"]) else texts["caption"]
    return PhotoFacts(
        caption=caption,
        alt_text=texts["alt_text"],
        creators=tuple(found["creators"][:10]),
        credit=texts["credit"],
        rights=texts["rights"],
        taken=_day(texts["taken"]),
    )


def _safely(find: Any, image: Image.Image) -> dict[str, list[str]]:
    """What one kind of field says. Of a damaged block Pillow raises almost anything; the others count."""
    try:
        return {name: _texts(values) for name, values in find(image).items()}
    except Exception:
        return {}


def _texts(values: Iterable[Any]) -> list[str]:
    texts = (_CONTROLS.sub("", _decoded(value)).strip()[:MOST_TEXT].strip() for value in values)
    return [text for text in texts if text]


def _decoded(value: Any) -> str:
    """Bytes as text: UTF-8, else the GB18030 that Chinese programs write, else Latin-1, which takes all."""
    if isinstance(value, bytes):
        for coding in ("utf-8", "gb18030"):
            try:
                return value.decode(coding)
            except UnicodeDecodeError:
                continue
        return value.decode("latin-1")
    return str(value)


def _from_xmp(image: Image.Image) -> dict[str, list[Any]]:
    packet = image.info.get("xmp") or b""
    if isinstance(packet, str):
        packet = packet.encode()
    if not packet or len(packet) > MOST_XMP or b"<!" in packet:  # no entities, no document type
        return {}
    root = ElementTree.fromstring(packet.strip(b"\0 \r\n\t"))
    found: dict[str, list[Any]] = {}
    for node in root.iter(f"{_RDF}Description"):
        for name, tag in _XMP.items():
            if tag in node.attrib:
                found.setdefault(name, []).append(node.attrib[tag])
            for child in node.findall(tag):
                found.setdefault(name, []).extend(_values(child))
    return found


def _values(node: ElementTree.Element) -> list[str]:
    """The text of a property; of a list its items, of one in several languages that meant for all first."""
    items = sorted(node.iter(f"{_RDF}li"), key=lambda item: item.get(_LANG) != "x-default")
    return [item.text or "" for item in items] if items else [node.text or ""]


def _from_iptc(image: Image.Image) -> dict[str, list[Any]]:
    block = IptcImagePlugin.getiptcinfo(image) or {}  # type: ignore[arg-type]  # what `open` gives is one
    found: dict[str, list[Any]] = {}
    for name, number in _IPTC.items():
        value = block.get((2, number))
        if value:
            found[name] = list(value) if isinstance(value, list) else [value]
    return found


def _from_exif(image: Image.Image) -> dict[str, list[Any]]:
    exif = image.getexif()
    found: dict[str, list[Any]] = {}
    for name, tag in _EXIF_WINDOWS.items():
        if (value := exif.get(tag)) and isinstance(value, (bytes, tuple)):
            found[name] = [bytes(value).decode("utf-16-le", "replace")]
    for name, tag in _EXIF.items():
        if (value := exif.get(tag)) and name not in found:
            # Pillow takes each byte for a character of Latin-1.
            found[name] = [value.encode("latin-1", "ignore") if isinstance(value, str) else value]
    if "creators" in found:
        found["creators"] = _decoded(found["creators"][0]).split(";")
    if taken := exif.get_ifd(_EXIF_BELOW).get(_EXIF_TAKEN):
        found["taken"] = [taken]
    return found


def _day(text: str) -> str:
    match = _DAY.match(text)
    if match is None:
        return ""
    try:
        day = datetime.date(*(int(part) for part in match.groups()))
    except ValueError:
        return ""
    return day.isoformat() if FIRST_PHOTO <= day.year <= 9998 else ""
