"""The arithmetic of the pyramid, against the rules of the IIIF Image API 3.0."""

from __future__ import annotations

import math

import pytest
from PIL import Image

from articles.imaging import tiles
from articles.imaging.pyramid import as_jpeg, writing

SIZES = [(5000, 7000), (3072, 4253), (512, 512), (513, 512), (1, 1), (1024, 1023), (2049, 300), (300, 2049)]


def test_the_last_level_is_rounded_up():
    last = tiles.levels(5000, 7000)[-1]
    assert (last.scale, last.width, last.height) == (16, 313, 438)
    assert tiles.whole_path(last) == "full/313,438/0/default.webp"
    assert tiles.find("full", "313,438", 5000, 7000) == last


@pytest.mark.parametrize("size", SIZES)
def test_tiles_cover_each_level_once(size):
    for level in tiles.levels(*size):
        made = list(tiles.tiles(level))
        if level.is_one_tile:
            assert not made
            continue
        assert sum(w * h for w, h in (tile.size for tile in made)) == level.width * level.height
        assert sum(w * h for _x, _y, w, h in (tile.region(*size) for tile in made)) == size[0] * size[1]
        for tile in made:
            x, y, w, h = tile.region(*size)
            # Section "Tiles" of the API's implementation notes.
            assert tile.size == (math.ceil(w / level.scale), math.ceil(h / level.scale))
            assert (x, y) == (tile.column * 512 * level.scale, tile.row * 512 * level.scale)


@pytest.mark.parametrize("size", SIZES)
def test_what_a_viewer_computes_from_the_information_is_there(size):
    width, height = size
    info = tiles.info("https://paper.example/iiif/key", width, height)
    assert info["@context"] == "http://iiif.io/api/image/3/context.json"
    assert (info["type"], info["protocol"], info["profile"]) == (
        "ImageService3",
        "http://iiif.io/api/image",
        "level0",
    )
    assert (info["width"], info["height"]) == size
    (tile,) = info["tiles"]
    assert (tile["width"], tile["height"]) == (512, 512)
    assert tile["scaleFactors"] == [2**n for n in range(len(tile["scaleFactors"]))]
    names = set()
    for factor in tile["scaleFactors"]:
        level = (math.ceil(width / factor), math.ceil(height / factor))
        for x in range(0, width, 512 * factor):
            for y in range(0, height, 512 * factor):
                w, h = min(512 * factor, width - x), min(512 * factor, height - y)
                region = "full" if (w, h) == size else f"{x},{y},{w},{h}"
                asked = f"{math.ceil(w / factor)},{math.ceil(h / factor)}"
                found = tiles.find(region, asked, width, height)
                assert found is not None, (region, asked)
                names.add(found.name)
        assert {"width": level[0], "height": level[1]} in info["sizes"]
        assert tiles.find("full", f"{level[0]},{level[1]}", width, height).name in tiles.file_names(*size)
    assert len(info["sizes"]) == len(tile["scaleFactors"])
    assert max(level.width for level in tiles.levels(*size)[-1:]) <= 512
    whole = {level.name for level in tiles.levels(*size)}
    assert names | whole == set(tiles.file_names(*size))


@pytest.mark.parametrize(
    ("region", "size"),
    [
        ("full", "full"),
        ("full", "314,438"),
        ("full", "^max"),
        ("square", "max"),
        ("0,0,512,512", "256,256"),
        ("0,0,512,513", "512,513"),
        ("1,0,512,512", "512,512"),
        ("5120,0,512,512", "512,512"),
        ("0,0,512,512,", "512,512"),
        ("0,0,512", "512,512"),
        ("-512,0,512,512", "512,512"),
        ("٠,0,512,512", "512,512"),
        ("../../x", "max"),
        ("9999999999999999999999,0,1,1", "1,1"),
    ],
)
def test_what_level_0_does_not_keep_is_not_found(region, size):
    assert tiles.find(region, size, 5000, 7000) is None


def test_sizes_by_width_alone_and_max():
    assert tiles.find("full", "313,", 5000, 7000) == tiles.levels(5000, 7000)[-1]
    assert tiles.find("full", "max", 5000, 7000).name == "master.jpg"
    assert tiles.find("0,0,512,512", "max", 5000, 7000).name == "1/0-0.webp"


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_the_files_written_are_those_named_in_their_sizes(tmp_path, mode):
    width, height = 1300, 1001
    with writing(Image.linear_gradient("L").resize((width, height)).convert(mode), tmp_path, 200):
        pass
    written = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert written == set(tiles.file_names(width, height))
    for level in tiles.levels(width, height):
        assert Image.open(tmp_path / level.name).size == (level.width, level.height)
        for tile in tiles.tiles(level):
            assert Image.open(tmp_path / tile.name).size == tile.size
    assert Image.open(tmp_path / "master.jpg").info["dpi"] == (200, 200)
    with (tmp_path / "full-4.webp").open("rb") as file:
        assert as_jpeg(file).startswith(b"\xff\xd8")


def test_a_tile_shows_its_region(tmp_path):
    image = Image.new("RGB", (1200, 1200), "white")
    image.paste("black", (1024, 512, 1200, 1024))
    with writing(image, tmp_path):
        pass
    dark = {
        name
        for name in tiles.file_names(1200, 1200)
        if name.startswith("1/") and Image.open(tmp_path / name).convert("L").getextrema()[0] < 40
    }
    assert dark == {"1/2-1.webp"}
