"""What a photo file says of itself: XMP before IPTC before EXIF, damaged or hostile blocks left out, GPS never."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image, TiffImagePlugin

from articles.imaging.limits import BadFile, Limits
from articles.imaging.photo_facts import PhotoFacts, read
from articles.imaging.untrusted import photo_facts
from tests.files import hostile

XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:core="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" photoshop:DateCreated="2026-03-13T08:30:00+08:00">
<dc:description><rdf:Alt><rdf:li xml:lang="en">Dawn</rdf:li><rdf:li xml:lang="x-default">晨光里的渡口。</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>吴小满</rdf:li><rdf:li>周望舒</rdf:li></rdf:Seq></dc:creator>
<photoshop:Credit>港湾日报</photoshop:Credit>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 港湾日报社</rdf:li></rdf:Alt></dc:rights>
<core:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">一条船靠岸</rdf:li></rdf:Alt></core:AltTextAccessibility>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def photo(kind: str = "JPEG", **save: object) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), "#446").save(buffer, kind, **save)
    return buffer.getvalue()


def with_exif(**tags: object) -> Image.Exif:
    exif = Image.Exif()
    for tag, value in tags.items():
        exif[int(tag.removeprefix("t"))] = value
    exif.get_ifd(0x8769)[0x9003] = "2026:03:12 07:00:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 15.0, 1.0), 3: "E", 4: (120.0, 1.0, 2.0)})
    return exif


def with_iptc(data: bytes, *records: tuple[int, bytes]) -> bytes:
    """A JPEG with these IPTC records of number 2 in a Photoshop block (IIM 4.2, resource 1028)."""
    block = b"".join(b"\x1c\x02" + struct.pack(">BH", number, len(text)) + text for number, text in records)
    resource = b"8BIM" + struct.pack(">H", 1028) + b"\0\0" + struct.pack(">I", len(block)) + block
    segment = b"Photoshop 3.0\0" + resource + b"\0" * (len(block) % 2)
    return data[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + data[2:]


@pytest.fixture
def facts_of(tmp_path):
    def find(data: bytes) -> PhotoFacts:
        path = tmp_path / "photo"
        path.write_bytes(data)
        return read(path)

    return find


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_xmp_in_every_format(facts_of, kind):
    save: dict[str, object] = {"xmp": XMP.encode()}
    if kind == "PNG":
        from PIL import PngImagePlugin

        info = PngImagePlugin.PngInfo()
        info.add_itxt("XML:com.adobe.xmp", XMP)
        save = {"pnginfo": info}
    elif kind == "TIFF":
        info = TiffImagePlugin.ImageFileDirectory_v2()
        info[700] = XMP.encode()
        info.tagtype[700] = 1
        save = {"tiffinfo": info}
    assert facts_of(photo(kind, **save)) == PhotoFacts(
        caption="晨光里的渡口。",
        alt_text="一条船靠岸",
        creators=("吴小满", "周望舒"),
        credit="港湾日报",
        rights="© 港湾日报社",
        taken="2026-03-13",
    )


@pytest.mark.parametrize("coding", ["utf-8", "gb18030"])
def test_iptc_in_the_codings_that_are_met(facts_of, coding):
    records = (
        (120, "江堤上的晨练。".encode(coding)),
        (80, "吴小满".encode(coding)),
        (80, "周望舒".encode(coding)),
        (110, "新华社".encode(coding)),
        (55, b"20260311"),
    )
    found = facts_of(with_iptc(photo(), *records))
    assert (found.caption, found.creators) == ("江堤上的晨练。", ("吴小满", "周望舒"))
    assert (found.credit, found.taken) == ("新华社", "2026-03-11")


def test_exif_and_where_it_was_taken_is_not_looked_at(facts_of):
    caption = "江堤上的晨练。".encode()  # as many programs write, though EXIF asks for ASCII
    exif = with_exif(t270=caption, t315="Jane Miller; Tom Reed", t33432="Harbour Daily")
    found = facts_of(photo(exif=exif))
    assert found.caption == "江堤上的晨练。"
    assert (found.creators, found.rights, found.taken) == (
        ("Jane Miller", "Tom Reed"),
        "Harbour Daily",
        "2026-03-12",
    )
    assert "120" not in str(found)


def test_xmp_goes_before_iptc_and_iptc_before_exif(facts_of):
    data = photo(exif=with_exif(t270="EXIF", t315="Jane Miller"), xmp=XMP.encode())
    found = facts_of(with_iptc(data, (120, b"IPTC"), (110, b"Agency")))
    assert (found.caption, found.credit, found.taken) == ("晨光里的渡口。", "港湾日报", "2026-03-13")
    found = facts_of(with_iptc(photo(exif=with_exif(t270="EXIF", t315="Jane Miller")), (120, b"IPTC")))
    assert (found.caption, found.creators) == ("IPTC", ("Jane Miller",))


@pytest.mark.parametrize("said", ["OLYMPUS DIGITAL CAMERA", "DSC_0042.JPG", "SONY DSC", "IMG_1234"])
def test_what_a_camera_writes_is_no_caption(facts_of, said):
    assert facts_of(photo(exif=with_exif(t270=said))).caption == ""


@pytest.mark.parametrize(
    "packet",
    [
        "<x",
        "",
        XMP.replace("<rdf:RDF", '<!DOCTYPE x [<!ENTITY a "aaaa">]><rdf:RDF', 1),
        XMP.replace("2026-03-13", "2026-99-99"),
        "<a>" * 5000,
    ],
)
def test_a_damaged_or_hostile_block_says_nothing_and_harms_nothing(facts_of, packet):
    found = facts_of(with_iptc(photo(xmp=packet.encode()), (120, b"IPTC"), (55, b"00000000")))
    assert found.taken == ""
    assert found.caption in ("IPTC", "晨光里的渡口。")


def test_long_texts_are_cut_and_controls_go(facts_of):
    found = facts_of(with_iptc(photo(), (120, b"a\0b\x07" + b"c" * 5000)))
    assert found.caption.startswith("abcc")
    assert len(found.caption) == 2000


def test_in_the_process_of_its_own(tmp_path):
    path = tmp_path / "photo.jpg"
    path.write_bytes(photo(xmp=XMP.encode()))
    assert photo_facts(path, Limits()).creators == ("吴小满", "周望舒")
    for name in ("empty", "gif", "png bomb", "truncated jpeg", "text named pdf"):
        path.write_bytes(hostile()[name][0])
        try:
            found = photo_facts(path, Limits())
        except BadFile:
            continue
        assert found == PhotoFacts()
