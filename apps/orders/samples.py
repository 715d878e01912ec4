"""Made-up orders for the staff's previews of e-mails. None of their rows exists."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone

from apps.giftcards.models import GiftCard
from apps.mail import kinds
from apps.orders import emails
from apps.orders.models import Order, OrderLine, Shipment, Withdrawal
from apps.orders.states import OrderStatus
from apps.shipping.addresses import lines_of

_ADDRESS = {
    "name": "Ines Keller",
    "line1": "Sternwartenstraße 12",
    "postcode": "14482",
    "city": "Potsdam",
    "country": "DE",
}


def sample_order() -> Order:
    """Return an order that nobody placed: a telescope and two eyepieces, with delivery."""
    now = timezone.now()
    today = timezone.localdate(now)
    return Order(
        code="SAMPLE7",
        email="ines.keller@example.org",
        country="DE",
        currency=settings.BASE_CURRENCY,
        rate_date=today,
        goods_gross_minor=74700,
        goods_net_minor=62773,
        delivery_gross_minor=690,
        delivery_net_minor=580,
        total_gross_minor=75390,
        total_net_minor=63353,
        charged_minor=75390,
        delivery_code="standard",
        delivery_name="Standard delivery",
        delivery_carrier="Heliopost",
        delivery_tax_class="standard",
        delivery_tax_percent=Decimal(19),
        promised_first=today + timedelta(days=2),
        promised_last=today + timedelta(days=4),
        weight_g=24_000,
        delivery_address=_ADDRESS,
        billing_address=_ADDRESS,
        created_at=now,
        placed_at=now,
        link_expires_at=now + timedelta(days=settings.ORDER_LINK_DAYS),
    )


def sample_lines(order: Order) -> list[OrderLine]:
    """Return the lines of the order of `sample_order`."""
    return [
        _line(order, 1, "N 200/1200 Dobsonian", "DOB-200", 1, gross=64900, net=54538),
        _line(order, 2, "Plössl eyepiece", "PL-25", 2, gross=4900, net=4118, options="Focal length 25 mm"),
    ]


def _line(
    order: Order,
    position: int,
    title: str,
    sku: str,
    quantity: int,
    *,
    gross: int,
    net: int,
    options: str = "",
) -> OrderLine:
    return OrderLine(
        order=order,
        position=position,
        title=title,
        sku=sku,
        options=options,
        quantity=quantity,
        tax_percent=Decimal(19),
        unit_gross_minor=gross,
        unit_net_minor=net,
        line_gross_minor=gross * quantity,
        line_net_minor=net * quantity - (1 if quantity > 1 else 0),
    )


def order_context() -> dict[str, Any]:
    """Return what every mail about an order prints, for a made-up one."""
    order = sample_order()
    return emails.context_of(order, sample_lines(order))


def _parcel() -> Shipment:
    return Shipment(
        carrier="Heliopost",
        tracking_number="HP 42 11",
        tracking_url="https://carrier.example/HP4211",
        shipped_at=timezone.now(),
    )


def _shipped() -> dict[str, Any]:
    context = order_context()
    contents = [(line.quantity, line) for line in context["lines"]]
    return {**context, "shipment": _parcel(), "contents": contents}


def _pay_link() -> dict[str, Any]:
    order = sample_order()
    return {
        "items": [(line.quantity, line.title, line.total) for line in sample_lines(order)],
        "taken_off": [],
        "delivery_name": order.delivery_name,
        "delivery": order.delivery,
        "delivery_address": lines_of(_ADDRESS),
        "total": order.total,
        "until": timezone.localtime() + timedelta(days=settings.PAY_LINK_DAYS),
        "pay_url": f"{settings.SHOP_URL}/pay/sample/",
    }


def _unpaid() -> dict[str, Any]:
    order = sample_order()
    order.status, order.charged_minor = OrderStatus.PLACED, 0
    order.pay_by = timezone.now() + timedelta(days=settings.TRANSFER_TERM_DAYS)
    return emails.context_of(order, sample_lines(order))


def _expired() -> dict[str, Any]:
    context = _unpaid()
    return {**context, "again_url": f"{context['order_url']}again/", "amount": context["order"].total}


def _gift_card() -> dict[str, Any]:
    order = sample_order()
    card = GiftCard(
        currency=order.currency,
        initial_minor=5000,
        message="For clear nights",
        expires_on=timezone.localdate() + timedelta(days=1000),
    )
    amount = order.money(5000)
    return {**order_context(), "card": card, "code": "CDFH-JMNP-QRTV-WXY3", "amount": amount}


def _withdrawal() -> dict[str, Any]:
    withdrawal = Withdrawal(name="Ines Keller", email="ines.keller@example.org", order_code="SAMPLE7")
    return {"withdrawal": withdrawal, "received_at": timezone.localtime()}


kinds.register(name="order_confirmation", title="Order confirmation", sample=order_context)
kinds.register(name="order_shipped", title="Order: a parcel is on its way", sample=_shipped)
kinds.register(
    name="order_delivered",
    title="Order: arrived",
    sample=lambda: {**order_context(), "return_days": settings.RETURN_DAYS, "shipments": [_parcel()]},
)
kinds.register(
    name="parcel_late",
    title="Order: a parcel is late",
    sample=lambda: {**order_context(), "shipments": [_parcel()]},
)
kinds.register(name="order_cancelled", title="Order: cancelled", sample=order_context)
kinds.register(
    name="order_on_hold",
    title="Order: on hold, the customer has to do something",
    sample=lambda: {**order_context(), "ask": "The carrier does not know your street. Which one is it?"},
)
kinds.register(
    name="payment_failed",
    title="Payment failed while nobody was looking",
    sample=lambda: {**order_context(), "checkout_url": f"{settings.SHOP_URL}/checkout/payment/"},
)
kinds.register(name="pay_link", title="Order by phone: the link to pay", sample=_pay_link)
kinds.register(name="withdrawal_receipt", title="Receipt of a withdrawal", sample=_withdrawal)
kinds.register(name="payment_reminder", title="Transfer: a reminder before the term", sample=_unpaid)
kinds.register(
    name="payment_received",
    title="Transfer: money came",
    sample=lambda: {**order_context(), "amount": sample_order().total},
)
kinds.register(name="order_expired", title="Order: expired without its money", sample=_expired)
kinds.register(name="order_revived", title="Order: stands again, its money came late", sample=order_context)
kinds.register(name="late_payment", title="Money came too late and goes back", sample=_expired)
kinds.register(name="gift_card", title="Gift card: the code", sample=_gift_card)
