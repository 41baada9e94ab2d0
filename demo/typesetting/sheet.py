"""A sheet of paper to draw on in millimetres: lines of type, rules, boxes, pictures; at the end HTML."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from demo.typesetting.fonts import Face, width
from demo.typesetting.lines import Broken, Span, tight
from demo.typesetting.truetype import data_uri

Rect = tuple[float, float, float, float]  # x0, y0, x1, y1

ABOVE, BELOW = 0.46, 0.58  # what type covers over and under the middle of its line box, in em


def union(rects: list[Rect]) -> Rect:
    """The smallest rectangle around all of them."""
    return (
        min(r[0] for r in rects),
        min(r[1] for r in rects),
        max(r[2] for r in rects),
        max(r[3] for r in rects),
    )


@dataclass(slots=True)
class Sheet:
    """One page. ``group`` names what is being drawn; groups may be printed in another order than drawn."""

    width: float
    height: float
    group: str = "page"
    under: list[str] = field(default_factory=list)
    over: list[tuple[str, str]] = field(default_factory=list)  # (group, HTML) of each line of type
    plain: list[tuple[str, str]] = field(default_factory=list)  # (group, words) of each line of type
    faces: dict[Face, str] = field(default_factory=dict)

    # -- shapes

    def box(
        self, rect: Rect, fill: str = "", border: float = 0.0, colour: str = "#000", style: str = "solid"
    ) -> None:
        """A box with a fill, a border of so many mm, or both; the border lies inside the rectangle."""
        x0, y0, x1, y1 = rect
        css = f"left:{x0:.3f}mm;top:{y0:.3f}mm;width:{x1 - x0:.3f}mm;height:{y1 - y0:.3f}mm;"
        css += f"background:{fill};" if fill else ""
        css += f"border:{border:.3f}mm {style} {colour};" if border else ""
        self.under.append(f'<b style="{css}"></b>')

    def rule(
        self, x0: float, y0: float, x1: float, y1: float, weight: float = 0.1, colour: str = "#000"
    ) -> None:
        """A straight rule, upright or level, with its middle on the line."""
        half = weight / 2
        if abs(y1 - y0) < 1e-6:
            self.box((x0, y0 - half, x1, y0 + half), fill=colour)
        else:
            self.box((x0 - half, y0, x0 + half, y1), fill=colour)

    def dotted(
        self, x0: float, y: float, x1: float, weight: float = 0.3, style: str = "dotted", colour: str = "#000"
    ) -> None:
        """A level rule of dots, dashes or two lines."""
        css = (
            f"left:{x0:.3f}mm;top:{y:.3f}mm;width:{x1 - x0:.3f}mm;border-top:{weight:.3f}mm {style} {colour}"
        )
        self.under.append(f'<b style="{css}"></b>')

    def picture(self, rect: Rect, source: str) -> None:
        """A picture that fills the rectangle; ``source`` is a data URI."""
        x0, y0, x1, y1 = rect
        css = f"left:{x0:.3f}mm;top:{y0:.3f}mm;width:{x1 - x0:.3f}mm;height:{y1 - y0:.3f}mm"
        self.under.append(f'<img style="{css}" src="{source}" alt="">')

    # -- type

    def face(self, face: Face) -> str:
        """The CSS class of a face."""
        return self.faces.setdefault(face, f"f{len(self.faces)}")

    def _line(self, css: str, base: Face, inner: str, words: str, vertical: bool = False) -> None:
        kind = "v" if vertical else "t"
        self.over.append((self.group, f'<p class="{kind} {self.face(base)}" style="{css}">{inner}</p>'))
        self.plain.append((self.group, words))

    def line(
        self,
        x: float,
        y: float,
        text: str,
        face: Face,
        size: float,
        height: float | None = None,
        tracking: float = 0.0,
        colour: str = "",
    ) -> Rect:
        """One line of display type from (x, y), the top left of its line box. Returns what it covers."""
        height = height or size * 1.2
        css = f"left:{x:.3f}mm;top:{y:.3f}mm;line-height:{height:.3f}mm;font-size:{size:.3f}mm;"
        css += f"letter-spacing:{tracking:.4f}em;" if tracking else ""
        css += f"color:{colour};" if colour else ""
        self._line(css, face, escape(text, quote=False), text)
        middle = y + height / 2
        return (x, middle - size * ABOVE, x + width(text, face, tracking) * size, middle + size * BELOW)

    def upright(
        self,
        x: float,
        y: float,
        text: str,
        face: Face,
        size: float,
        breadth: float | None = None,
        tracking: float = 0.0,
        colour: str = "",
    ) -> Rect:
        """One line of type from top to bottom in a line box of ``breadth`` mm. Returns what it covers."""
        breadth = breadth or size * 1.2
        css = f"left:{x:.3f}mm;top:{y:.3f}mm;line-height:{breadth:.3f}mm;font-size:{size:.3f}mm;"
        css += f"letter-spacing:{tracking:.4f}em;" if tracking else ""
        css += f"color:{colour};" if colour else ""
        self._line(css, face, escape(text, quote=False), text, vertical=True)
        middle = x + breadth / 2
        length = (len(text) + tracking * max(0, len(text) - 1)) * size
        return (middle - size * 0.5, y, middle + size * 0.5, y + length)

    def set(
        self,
        x: float,
        y: float,
        line: Broken,
        measure: float,
        size: float,
        height: float,
        align: str = "justify",
        colour: str = "",
        latin: bool = False,
    ) -> Rect:
        """One broken line of body type in a column of ``measure`` mm. Returns what it covers."""
        room = measure / size - line.indent
        slack = room - line.natural
        shift, gap, word = line.indent * size, 0.0, 0.0
        if align == "center":
            shift += slack * size / 2
        elif align == "right":
            shift += slack * size
        elif slack < 0 or (align == "justify" and not line.last):
            spaces = sum(token.is_space for token in line.tokens)
            if latin and spaces:
                word = slack / spaces
            elif not latin and len(line.tokens) > 1:
                gap = slack / (len(line.tokens) - 1)
        base = line.tokens[0].face
        css = f"left:{x + shift:.3f}mm;top:{y:.3f}mm;line-height:{height:.3f}mm;font-size:{size:.3f}mm;"
        css += f"--g:{gap:.4f}em;letter-spacing:{gap:.4f}em;" if abs(gap) > 1e-4 else ""
        css += f"word-spacing:{word:.4f}em;" if abs(word) > 1e-4 else ""
        css += f"color:{colour};" if colour else ""
        self._line(css, base, self._inner(line, base, gap), line.text)
        middle = y + height / 2
        covered = line.natural * size if not (gap or word) else room * size
        return (x + shift, middle - size * ABOVE, x + shift + covered, middle + size * BELOW)

    def _inner(self, line: Broken, base: Face, gap: float) -> str:
        out: list[str] = []
        tokens = line.tokens
        for at, token in enumerate(tokens):
            following = tokens[at + 1].text[0] if at + 1 < len(tokens) else ""
            text = escape(token.text, quote=False)
            if len(token.text) > 1 and abs(gap) > 1e-4 and not token.is_space:
                text = f'<i class="n">{text}</i>'
            elif line.close and following and len(token.text) == 1 and tight(token.text, following):
                text = f'<i style="letter-spacing:{gap - 0.5:.4f}em">{text}</i>'
            if token.face != base:
                text = f'<i class="{self.face(token.face)}">{text}</i>'
            out.append(text)
        return "".join(out)

    # -- the page

    def html(self, order: list[str] | None = None, alphabet: frozenset[str] = frozenset()) -> str:
        """The page as HTML.

        ``order`` puts the groups in the order in which a PDF tool shall meet them. ``alphabet``: the
        characters that the faces are cut down to, one for many pages, so that they are cut once; else the
        page's own.
        """
        texts = self.over
        if order is not None:
            place = {name: at for at, name in enumerate(order)}
            texts = sorted(texts, key=lambda item: place.get(item[0], len(place)))
        own = frozenset(char for _, words in self.plain for char in words)
        alphabet = alphabet if own <= alphabet else own
        faces = "".join(
            f"@font-face{{font-family:{name};font-weight:{face.weight};src:url({data_uri(face, alphabet)})}}"
            f".{name}{{font-family:{name};font-weight:{face.weight}}}"
            for face, name in self.faces.items()
        )
        return (
            '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>page</title><style>'
            f"@page{{size:{self.width}mm {self.height}mm;margin:0}}html,body{{margin:0;padding:0}}"
            f"body{{position:relative;width:{self.width}mm;height:{self.height - 0.2:.1f}mm;overflow:hidden;"
            "font-kerning:none;font-variant-ligatures:none;text-autospace:no-autospace;"
            "text-spacing-trim:space-all;-webkit-print-color-adjust:exact}"
            "b,p,img{position:absolute;margin:0;padding:0;box-sizing:border-box;font-weight:inherit}"
            "p{white-space:pre}i{font-style:normal;line-height:0}.n{letter-spacing:0;margin-right:var(--g)}"
            ".v{writing-mode:vertical-rl;text-orientation:upright}img{object-fit:cover}"
            f"{faces}</style></head><body>{''.join(self.under)}{''.join(html for _, html in texts)}"
            "</body></html>"
        )


def spans(*pairs: tuple[str, Face]) -> list[Span]:
    """Spans from (text, face) pairs, empty ones left out."""
    return [Span(text, face) for text, face in pairs if text]
