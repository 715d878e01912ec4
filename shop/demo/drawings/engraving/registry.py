"""The register of drawings: their names, their parameters and how values are read.

A drawing is a plain function. Its signature says which parameters it takes, within which bounds and with
which
defaults; registering it makes it known by its name.
"""

import inspect
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from shop.demo.drawings.engraving.lettering import MissingGlyph
from shop.demo.drawings.engraving.pen import Pen
from shop.demo.drawings.engraving.sheet import STYLE, DrawingError, Sheet, lay, plate

LONGEST_TEXT = 80

F = TypeVar("F", bound=Callable[..., str])


class UnknownDrawing(DrawingError):
    """There is no drawing of that name."""


@dataclass(frozen=True)
class Between:
    """The bounds of a number, inclusive."""

    low: float
    high: float


@dataclass(frozen=True)
class Parameter:
    """One parameter of a drawing, as its signature declares it."""

    name: str
    default: Any
    kind: type
    bounds: Between | None = None
    choices: tuple[str, ...] = ()

    def read(self, value: object) -> Any:
        """This function will turn a value into what the drawing takes. Raises DrawingError."""
        if self.choices:
            return self._read_choice(value)
        if self.kind is bool:
            if not isinstance(value, bool):
                raise DrawingError(f"{self.name} must be true or false, not {value!r}")
            return value
        if self.kind is str:
            return self._read_text(value)
        return self._read_number(value)

    def _read_choice(self, value: object) -> str:
        text = f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
        if isinstance(value, bool) or text not in self.choices:
            raise DrawingError(f"{self.name} must be one of {', '.join(self.choices)}, not {value!r}")
        return text

    def _read_text(self, value: object) -> str:
        if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT:
            raise DrawingError(f"{self.name} must be a text of 1 to {LONGEST_TEXT} letters, not {value!r}")
        return value.strip()

    def _read_number(self, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            raise DrawingError(f"{self.name} must be a number, not {value!r}")
        number = float(value)
        if self.bounds and not self.bounds.low <= number <= self.bounds.high:
            raise DrawingError(
                f"{self.name} must be between {self.bounds.low:g} and {self.bounds.high:g}, not {value}"
            )
        return int(number) if self.kind is int else number


@dataclass(frozen=True)
class Generator:
    """One kind of drawing. With a sheet it draws goods at a shared scale; without, a whole plate."""

    name: str
    function: Callable[..., str]
    sheet: Sheet | None
    style: str = STYLE

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        return _parameters(self.function)

    @property
    def passes_on(self) -> bool:
        """Whether further parameters go to another drawing, the one that `of` names."""
        kinds = [item.kind for item in inspect.signature(self.function).parameters.values()]
        return inspect.Parameter.VAR_KEYWORD in kinds

    @property
    def parameter_names(self) -> tuple[str, ...]:
        own = tuple(parameter.name for parameter in self.parameters)
        if not self.passes_on:
            return own
        return own + tuple(sorted({p.name for g in generators() if g.sheet for p in g.parameters} - set(own)))

    def values(self, params: Mapping[str, object]) -> dict[str, Any]:
        """This function will read all parameters, with defaults for those left out. Raises DrawingError."""
        known = {parameter.name: parameter for parameter in self.parameters}
        strange = sorted(set(params) - set(known))
        rest = {name: params[name] for name in strange}
        if strange and not self.passes_on:
            raise DrawingError(
                f"{self.name} has no parameter {', '.join(strange)}; it takes {', '.join(known) or 'none'}"
            )
        try:
            return {n: p.read(params[n]) if n in params else p.default for n, p in known.items()} | rest
        except DrawingError as error:
            raise DrawingError(f"{self.name}: {error}") from error

    def marks(self, scale: float, params: Mapping[str, object]) -> str:
        """This function will draw the goods alone, at a scale in units per millimetre.

        Raises DrawingError.
        """
        try:
            return self.function(Pen(scale), **self.values(params))
        except MissingGlyph as error:
            raise DrawingError(f"{self.name}: {error}") from error

    def svg(self, params: Mapping[str, object]) -> str:
        """This function will draw the complete plate. Raises DrawingError."""
        if self.sheet is None:
            return plate(self.marks(1, params), style=self.style)
        return plate(lay(self.marks(self.sheet.scale, params), self.sheet))


_GENERATORS: dict[str, Generator] = {}


def goods(sheet: Sheet) -> Callable[[F], F]:
    """This function will register a drawing of goods that lie on a shared sheet."""

    def register(function: F) -> F:
        _GENERATORS[function.__name__] = Generator(function.__name__, function, sheet)
        return function

    return register


def whole_plate(*, name: str = "", style: str = STYLE) -> Callable[[F], F]:
    """This function will register a drawing that fills its plate by itself, under its own name or another."""

    def register(function: F) -> F:
        known_as = name or function.__name__
        _GENERATORS[known_as] = Generator(known_as, function, None, style)
        return function

    return register


def generator(name: str) -> Generator:
    """This function will look a drawing up. Raises UnknownDrawing."""
    try:
        return _GENERATORS[name]
    except KeyError:
        raise UnknownDrawing(f"there is no drawing named {name!r}") from None


def generators() -> tuple[Generator, ...]:
    """This function will return every drawing, sorted by name."""
    return tuple(_GENERATORS[name] for name in sorted(_GENERATORS))


@cache
def _parameters(function: Callable[..., str]) -> tuple[Parameter, ...]:
    hints = typing.get_type_hints(function, include_extras=True)
    given = list(inspect.signature(function).parameters.values())[1:]
    return tuple(_parameter(item, hints[item.name]) for item in given if item.kind is not item.VAR_KEYWORD)


def _parameter(item: inspect.Parameter, hint: Any) -> Parameter:
    origin = typing.get_origin(hint)
    if origin is typing.Literal:
        return Parameter(item.name, item.default, str, choices=typing.get_args(hint))
    if origin is typing.Annotated:
        kind, limits = typing.get_args(hint)[:2]
        return Parameter(item.name, item.default, kind, bounds=limits)
    return Parameter(item.name, item.default, hint)
