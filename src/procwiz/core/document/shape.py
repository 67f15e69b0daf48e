"""What a document is made of, without what it says: which fields there are, and what stands in lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of a value. A mapping has `fields`, a list an `element`, a text or number neither.

    Nothing is known of what was empty wherever it was seen: then `seen` is false.
    """

    fields: Mapping[str, Shape] = field(default_factory=dict)
    element: Shape | None = None
    seen: bool = True

    def __or__(self, other: Shape) -> Shape:
        """Merge what was seen of one value in two places."""
        if other is self or other is UNSEEN:
            return self
        if self is UNSEEN:
            return other
        names = {**self.fields, **other.fields}
        fields = {name: self.fields.get(name, UNSEEN) | other.fields.get(name, UNSEEN) for name in names}
        elements = [part for part in (self.element, other.element) if part is not None]
        return Shape(fields, merged(elements) if elements else None, self.seen or other.seen)

    def completed(self, by: Shape) -> Shape:
        """Take from another shape of the same sort what was never seen of this one."""
        if not self.seen or self is by:
            return by
        fields = {name: part.completed(by.fields.get(name, part)) for name, part in self.fields.items()}
        element = self.element.completed(by.element) if self.element and by.element else self.element
        return Shape(fields, element)


UNSEEN = Shape(seen=False)
TEXT = Shape()


def shape(value: object) -> Shape:
    """Find a value's shape."""
    match value:
        case Mapping():
            return Shape({str(name): shape(part) for name, part in value.items()})
        case list() | tuple():
            return Shape(element=merged(map(shape, value)))
        case None:
            return UNSEEN
        case _:
            return TEXT


def merged(shapes: Iterable[Shape]) -> Shape:
    """Merge the shapes that one value had in several places."""
    return reduce(or_, shapes, UNSEEN)
