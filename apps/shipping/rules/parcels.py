"""Which parcels a consignment makes.

1. A variant that the catalogue counts as several parcels travels in its own boxes: its weight is shared evenly
   among them, and the known size is that of the largest.
2. Everything else is packed by first-fit decreasing into boxes of one size: the bulkiest units first, each into
   the first box that has room for its volume and its weight.
3. A unit that does not go into an empty box travels by itself.

Only volumes are added up, no unit is turned to and fro. A unit without a size counts with its weight alone.
First-fit decreasing needs at most 11/9 of the fewest boxes, plus one (Dósa 2007).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

Size = tuple[int, int, int]  # in mm, the longest side first
CM3 = 1_000  # mm³


@dataclass(frozen=True, slots=True)
class Piece:
    """So many units of a variant, as far as packing cares. Weight and size are those of one packed unit."""

    weight_g: int
    quantity: int = 1
    parcels: int = 1
    size_mm: Size | None = None
    product_id: int = 0
    category_ids: frozenset[int] = frozenset()

    @classmethod
    def of(
        cls,
        *,
        weight_g: int,
        quantity: int,
        parcels: int,
        size_mm: Iterable[int | None] | None = None,
        product_id: int = 0,
        category_ids: frozenset[int] = frozenset(),
    ) -> "Piece":
        """Make a piece of what the catalogue says: 1 g at least, in one parcel at least, a whole size or none."""
        sides = sorted((side or 0 for side in size_mm or ()), reverse=True)
        is_known = len(sides) == 3 and sides[-1] > 0
        return cls(
            weight_g=max(1, weight_g or 0),
            quantity=max(0, quantity),
            parcels=max(1, parcels or 1),
            size_mm=(sides[0], sides[1], sides[2]) if is_known else None,
            product_id=product_id,
            category_ids=category_ids,
        )

    @property
    def volume_mm3(self) -> int:
        return _volume(self.size_mm) if self.size_mm else 0


@dataclass(frozen=True, slots=True)
class Box:
    """The largest box of a method. None: there is no limit."""

    size_mm: Size | None = None
    weight_g: int | None = None

    def holds(self, piece: Piece) -> bool:
        """Tell whether a unit goes into the empty box at all."""
        if self.weight_g is not None and piece.weight_g > self.weight_g:
            return False
        if self.size_mm is None or piece.size_mm is None:
            return True
        return all(side <= room for side, room in zip(piece.size_mm, self.size_mm, strict=True))


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel with its weight and size; None: some of its contents have no known size."""

    weight_g: int
    size_mm: Size | None = None

    @property
    def length_mm(self) -> int:
        return self.size_mm[0] if self.size_mm else 0

    @property
    def girth_mm(self) -> int:
        """The longest side and once around the other two, as carriers measure; 0 for an unknown size."""
        return self.size_mm[0] + 2 * (self.size_mm[1] + self.size_mm[2]) if self.size_mm else 0

    @property
    def volume_cm3(self) -> int:
        return -(-_volume(self.size_mm) // CM3) if self.size_mm else 0


def _volume(size: Size) -> int:
    return size[0] * size[1] * size[2]


@dataclass(slots=True)
class _Open:
    """A box that is being filled."""

    box: Box
    weight_g: int = 0
    volume_mm3: int = 0
    units: int = 0
    sizes: set[Size | None] = field(default_factory=set)

    def room_for(self, piece: Piece) -> int:
        """How many more units of a piece go in."""
        rooms = [piece.quantity]
        if self.box.weight_g is not None:
            rooms.append((self.box.weight_g - self.weight_g) // piece.weight_g)
        if self.box.size_mm is not None and piece.volume_mm3:
            rooms.append((_volume(self.box.size_mm) - self.volume_mm3) // piece.volume_mm3)
        return max(0, min(rooms))

    def put(self, piece: Piece, count: int) -> None:
        self.weight_g += piece.weight_g * count
        self.volume_mm3 += piece.volume_mm3 * count
        self.units += count
        self.sizes.add(piece.size_mm)

    def closed(self) -> Parcel:
        """One unit keeps its own size; several make a parcel of the size of the box."""
        own = next(iter(self.sizes)) if self.units == 1 else self.box.size_mm
        return Parcel(self.weight_g, own)


def pack(pieces: Iterable[Piece], box: Box) -> tuple[Parcel, ...]:
    """Form parcels: those that travel by themselves, then the shared ones. Every gram is in exactly one."""
    alone: list[Parcel] = []
    shared: list[Piece] = []
    for piece in pieces:
        if piece.parcels > 1:
            alone += _own_boxes(piece) * piece.quantity
        elif box.holds(piece):
            shared.append(piece)
        else:
            alone += [Parcel(piece.weight_g, piece.size_mm)] * piece.quantity
    return (*alone, *_first_fit(shared, box))


def _own_boxes(piece: Piece) -> list[Parcel]:
    each, rest = divmod(piece.weight_g, piece.parcels)
    weights = [each + (1 if number < rest else 0) for number in range(piece.parcels)]
    return [Parcel(weight, piece.size_mm if number == 0 else None) for number, weight in enumerate(weights)]


def _first_fit(pieces: list[Piece], box: Box) -> list[Parcel]:
    boxes: list[_Open] = []
    for piece in sorted(pieces, key=lambda p: (p.volume_mm3, p.weight_g), reverse=True):
        left = piece.quantity
        for opened in boxes:
            count = min(left, opened.room_for(piece))
            if count:
                opened.put(piece, count)
                left -= count
        while left:
            opened = _Open(box)
            count = min(left, opened.room_for(piece))
            opened.put(piece, count)
            boxes.append(opened)
            left -= count
    return [opened.closed() for opened in boxes]
