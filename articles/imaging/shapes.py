"""What a PDF page draws besides characters: ruled lines, frames, filled boxes and pictures."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2.raw as pdfium

from articles.geometry import Box
from articles.imaging.sheet import Shape
from articles.imaging.views import View

MOST_SHAPES = 20_000
MOST_DEPTH = 6
"""How deep forms inside forms are followed; PDF files can nest them without an end."""
RULE_THICKNESS = 6.0
"""A shape thinner than this, in points, is a ruled line,"""
RULE_ASPECT = 6.0
"""if it is at least so many times longer than thick."""
LEAST_BOX = 8.0
"""Boxes and pictures with a side shorter than this are bullets and ornaments."""
MOST_SUBPATHS = 64
WHITE = 250
_Matrix = tuple[float, float, float, float, float, float]
_UPRIGHT: _Matrix = (1, 0, 0, 1, 0, 0)


def shapes_of(page: Any, view: View) -> Iterator[Shape]:
    """The shapes of a PDFium page, in the order drawn."""
    budget = [MOST_SHAPES]
    count = pdfium.FPDFPage_CountObjects(page.raw)
    yield from _walk(count, lambda at: pdfium.FPDFPage_GetObject(page.raw, at), _UPRIGHT, view, 0, budget)


def _walk(
    count: int, get: Callable[[int], Any], outer: _Matrix, view: View, depth: int, budget: list[int]
) -> Iterator[Shape]:
    for at in range(count):
        if budget[0] <= 0:
            return
        item = get(at)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        budget[0] -= 1
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < MOST_DEPTH:
                inner = _times(_matrix(item), outer)
                yield from _walk(
                    pdfium.FPDFFormObj_CountObjects(item),
                    lambda n, form=item: pdfium.FPDFFormObj_GetObject(form, n),  # type: ignore[misc]
                    inner, view, depth + 1, budget,
                )  # fmt: skip
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            box = _clipped(_bounds(item, outer, view), view)
            if min(box[2] - box[0], box[3] - box[1]) >= LEAST_BOX:
                yield Shape("picture", box)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield from _path(item, outer, view)


def _path(item: Any, outer: _Matrix, view: View) -> Iterator[Shape]:
    fill_mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(item, fill_mode, stroke) or not (fill_mode.value or stroke.value):
        return
    box = _clipped(_bounds(item, outer, view), view)
    if _is_rule(box):
        yield Shape("rule", box)
        return
    parts = _subpaths(item, _times(_matrix(item), outer), view)
    if len(parts) > 2:
        # Several lines drawn in one go: a table, a grid of column rules.
        yield from (Shape("rule", part) for part in parts if _is_rule(part))
        if all(_is_rule(part) for part in parts):
            return
    if min(box[2] - box[0], box[3] - box[1]) < LEAST_BOX:
        return
    ring = len(parts) == 2 and all(abs(a - b) <= RULE_THICKNESS for a, b in zip(*parts, strict=True))
    if ring or (stroke.value and not fill_mode.value):
        yield Shape("frame", box)
    elif not _is_white(item):
        yield Shape("fill", box)
    elif stroke.value:
        yield Shape("frame", box)


def _is_rule(box: Box) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    thin, long = min(width, height), max(width, height)
    return thin <= RULE_THICKNESS and long >= max(RULE_ASPECT * thin, LEAST_BOX)


def _is_white(item: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= WHITE


def _subpaths(item: Any, matrix: _Matrix, view: View) -> list[Box]:
    """The boxes of a path's parts; [] where it has too many to be ruled lines."""
    x, y = ctypes.c_float(), ctypes.c_float()
    parts: list[list[tuple[float, float]]] = []
    count = pdfium.FPDFPath_CountSegments(item)
    if count > MOST_SUBPATHS * 5:
        return []
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, at)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([])
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        a, b, c, d, e, f = matrix
        parts[-1].append(view.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f))
    boxes = []
    for part in parts:
        if len(part) > 1:
            xs, ys = zip(*part, strict=True)
            boxes.append(_clipped((min(xs), min(ys), max(xs), max(ys)), view))
    return boxes


def _bounds(item: Any, outer: _Matrix, view: View) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    a, b, c, d, e, f = outer
    corners = [
        (a * x + c * y + e, b * x + d * y + f)
        for x in (left.value, right.value)
        for y in (bottom.value, top.value)
    ]
    xs, ys = zip(*corners, strict=True)
    return view.box(min(xs), min(ys), max(xs), max(ys))


def _clipped(box: Box, view: View) -> Box:
    if not all(map(math.isfinite, box)):
        return (0.0, 0.0, 0.0, 0.0)
    x0, x1 = (min(max(x, 0.0), view.width) for x in (box[0], box[2]))
    y0, y1 = (min(max(y, 0.0), view.height) for y in (box[1], box[3]))
    return x0, y0, x1, y1


def _matrix(item: Any) -> _Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return _UPRIGHT
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
