"""Shapes written as SVG that needs nothing else, for a page or on its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from procwiz.core.cleaning import clean_line
from procwiz.core.figures.shapes import Circle, Line, Paint, Polygon, Rectangle, Shape, Text

FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
_PATTERNS = {
    Paint.HATCH: '<pattern id="{id}" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="6" height="6" fill="#ffffff"/>'
    '<rect width="2" height="6" fill="{accent}"/></pattern>',
    Paint.SHADE: '<pattern id="{id}" width="7" height="7" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="7" height="7" fill="#e9eef0"/>'
    '<rect width="1" height="7" fill="#55616a"/></pattern>',
}


def write(name: str, title: str, description: str, size: tuple[int, int], shapes: Sequence[Shape], accent: str) -> str:
    """Write a figure; its ids begin with `figure-` and its name. It shrinks where there is less room than its size."""
    prefix = f"figure-{name}"
    width, height = size
    inside = "\n".join(_shape(shape, prefix, accent) for shape in shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" aria-labelledby="{prefix}-title {prefix}-desc" '
        f'class="whole" font-family="{FONT}">\n'
        f'<title id="{prefix}-title">{_text(title)}</title>\n<desc id="{prefix}-desc">{_text(description)}</desc>\n'
        f"{_patterns(shapes, prefix, accent)}"
        f'<rect width="{width}" height="{height}" fill="{Paint.GROUND.value}"/>\n{inside}\n</svg>'
    )


def _patterns(shapes: Sequence[Shape], prefix: str, accent: str) -> str:
    used = {shape.fill for shape in shapes if not isinstance(shape, Line | Text)}
    found = [
        form.format(id=f"{prefix}-{paint.value}", accent=_text(accent))
        for paint, form in _PATTERNS.items()
        if paint in used
    ]
    return f"<defs>{''.join(found)}</defs>\n" if found else ""


def _shape(shape: Shape, prefix: str, accent: str) -> str:
    def paint(chosen: Paint) -> str:
        if chosen in _PATTERNS:
            return f"url(#{prefix}-{chosen.value})"
        return _text(accent) if chosen is Paint.ACCENT else chosen.value

    match shape:
        case Line():
            place = f'x1="{shape.x1}" y1="{shape.y1}" x2="{shape.x2}" y2="{shape.y2}"'
            return f"<line {place}{_edge(paint(shape.paint), shape.thick, dashed=shape.dashed)}/>"
        case Rectangle():
            return _rectangle(shape, paint(shape.fill), paint(shape.edge))
        case Circle():
            place = f'cx="{shape.x}" cy="{shape.y}" r="{shape.radius}"'
            return f'<circle {place} fill="{paint(shape.fill)}"{_edge(paint(shape.edge), shape.thick)}/>'
        case Polygon():
            points = " ".join(f"{x},{y}" for x, y in shape.points)
            return f'<polygon points="{points}" fill="{paint(shape.fill)}"{_edge(paint(shape.edge), shape.thick)}/>'
        case Text():
            return "".join(_written(shape, paint(shape.paint)))


def _rectangle(shape: Rectangle, fill: str, edge: str) -> str:
    place = f'x="{shape.x}" y="{shape.y}" width="{shape.width}" height="{shape.height}"'
    corner = f' rx="{shape.round}"' if shape.round else ""
    return f'<rect {place}{corner} fill="{fill}"{_edge(edge, shape.thick, dashed=shape.dashed)}/>'


def _edge(paint: str, thick: int, *, dashed: bool = False) -> str:
    if paint == Paint.NONE.value:
        return ""
    dashes = f' stroke-dasharray="{thick * 3} {thick * 2}"' if dashed else ""
    return f' stroke="{paint}" stroke-width="{thick}"{dashes}'


def _written(text: Text, fill: str) -> Iterator[str]:
    if text.ground:
        box = text.box
        size = f'width="{box.right - box.left + 4}" height="{box.bottom - box.top}"'
        yield f'<rect x="{box.left - 2}" y="{box.top}" {size} fill="{Paint.GROUND.value}"/>\n'
    anchor = f' text-anchor="{text.anchor.value}"' if text.anchor.value != "start" else ""
    bold = ' font-weight="bold"' if text.bold else ""
    look = f'font-size="{text.size}"{anchor}{bold} fill="{fill}"'
    yield f'<text x="{text.x}" y="{text.y}" {look}>{_text(text.text)}</text>'


def _text(text: str) -> str:
    return escape(clean_line(text))
