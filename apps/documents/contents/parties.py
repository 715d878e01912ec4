"""Who sells, who buys, and where the goods go."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from apps.orders.models import Order
from apps.shipping.addresses import lines_of


def seller() -> dict[str, Any]:
    """Return the seller as the settings name it today."""
    return {
        "shop": settings.SHOP_NAME,
        "name": settings.SELLER_NAME,
        "line1": settings.SELLER_STREET,
        "postcode": settings.SELLER_POSTCODE,
        "city": settings.SELLER_CITY,
        "country": settings.SELLER_COUNTRY,
        "lines": lines_of(
            {
                "name": settings.SELLER_NAME,
                "line1": settings.SELLER_STREET,
                "postcode": settings.SELLER_POSTCODE,
                "city": settings.SELLER_CITY,
                "country": settings.SELLER_COUNTRY,
            }
        ),
        "vat_id": settings.SELLER_VAT_ID,
        "register": settings.SELLER_REGISTER,
        "director": settings.SELLER_DIRECTOR,
        "email": settings.CONTACT_EMAIL,
        "phone": settings.CONTACT_PHONE,
        "url": settings.SHOP_URL,
    }


def buyer(order: Order) -> dict[str, Any]:
    return {**_party(order.billing_address), "email": order.email, "vat_id": order.vat_id}


def recipient(order: Order) -> dict[str, Any]:
    return {**_party(order.delivery_address), "note": order.note}


def _party(address: Mapping[str, str]) -> dict[str, Any]:
    """An address as it was typed, and as a label of its country."""
    return {**address, "lines": lines_of(address)}
