"""VAT ids: how they are written, and whether their check digits agree. No register is asked here."""

from dataclasses import dataclass

from stdnum.ch import vat as swiss
from stdnum.eu import vat as european
from stdnum.exceptions import ValidationError
from stdnum.gb import vat as british
from stdnum.no import mva as norwegian

from apps.pricing.errors import InvalidVatId

# The EU writes Greece as EL, ISO 3166 as GR. Northern Ireland is XI.
_ISO_OF = {"EL": "GR"}
_MEMBER_STATES = frozenset(code.upper() for code in european.MEMBER_STATES) - {"GR"} | {"EL"}


@dataclass(frozen=True, slots=True)
class VatId:
    """A well-formed VAT id. `prefix` and `number` are what registers ask for; `country` is ISO 3166 or XI."""

    prefix: str
    number: str
    country: str

    def __str__(self) -> str:
        return self.prefix + self.number

    @property
    def is_in_union(self) -> bool:
        """Tell whether the EU's register knows numbers of this country."""
        return self.prefix in _MEMBER_STATES


def parse(text: str, *, country: str = "") -> VatId:
    """Normalise a VAT id of the EU, Northern Ireland, Great Britain, Switzerland or Norway and check it.

    Case, spaces, dots and hyphens do not matter. A number without a prefix needs its ISO `country`. Raises
    InvalidVatId if format or check digits are wrong. The rules are those of python-stdnum.
    """
    compact = "".join(filter(str.isalnum, text.upper()))
    if len(compact) > 20 or not compact.isascii():
        raise InvalidVatId
    try:
        return _parsed(_with_prefix(compact, country))
    except ValidationError as wrong:
        raise InvalidVatId from wrong


def _with_prefix(compact: str, country: str) -> str:
    """Put the country's prefix before a bare number; CHE and GR are understood as well."""
    if compact.startswith("GR"):
        return "EL" + compact[2:]
    if compact[:2].isalpha() and (compact[:2] in _MEMBER_STATES or compact[:2] in ("GB", "CH", "NO")):
        return compact
    return ("EL" if country == "GR" else country) + compact


def _parsed(full: str) -> VatId:
    prefix = full[:2]
    if prefix in _MEMBER_STATES:
        number = _european(prefix, full)
    elif prefix == "GB":
        number = british.validate(full)
    elif prefix == "CH":
        number = swiss.validate("CHE" + _bare(full[2:].removeprefix("E"), "MWST", "TVA", "IVA") + "MWST")
    elif prefix == "NO":
        number = norwegian.validate(_bare(full[2:], "MVA") + "MVA")
    else:
        raise InvalidVatId
    return VatId(prefix, number.removeprefix(prefix), _ISO_OF.get(prefix, prefix))


def _bare(number: str, *endings: str) -> str:
    """Take off the word for VAT, which some write and some do not."""
    for ending in endings:
        number = number.removesuffix(ending)
    return number


def _european(prefix: str, full: str) -> str:
    if prefix == "XI":
        return str(british.validate(full[2:]))
    return str(european.validate(full)).removeprefix(prefix)
