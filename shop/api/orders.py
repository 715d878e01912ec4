"""Checkout and orders over the API. Placing an order needs an Idempotency-Key."""

from typing import Any

from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.cart import selectors as carts
from apps.cart.models import Cart, hash_of
from apps.cart.selectors import Basket, Contents
from apps.core.limits import client_address, hit
from apps.currency.money import Money
from apps.orders import selectors as orders
from apps.orders import services as order_services
from apps.orders.models import Checkout
from apps.payments import services
from apps.payments.errors import PaymentDeclined
from apps.payments.services import Placement
from shop.api.cart_serializers import basket_of
from shop.api.carts import TOKEN, cart_by_token
from shop.api.order_serializers import CheckoutInput, OrderInput, order_of
from shop.api.serializers import money

KEY = OpenApiParameter("Idempotency-Key", OpenApiTypes.STR, OpenApiParameter.HEADER, required=True)


class CheckoutView(APIView):
    authentication_classes = ()

    @extend_schema(parameters=[TOKEN], request=CheckoutInput, responses={200: OpenApiTypes.OBJECT})
    def put(self, request: Request) -> Response:
        """Say who gets the goods, where and how; the answer is what the order will cost."""
        cart = cart_by_token(request)
        if not cart.item_count:
            raise ValidationError({"lines": ["The basket is empty."]})
        given = CheckoutInput(data=request.data)
        given.is_valid(raise_exception=True)
        data = given.validated_data
        order_services.save_contact(found=self._found(cart), email=data["email"], delivery=data["delivery"])
        order_services.choose_delivery(
            found=self._found(cart), method=data["method"], note=data["note"], billing=data["billing"]
        )
        self._choose_gift_card(request, cart, data["gift_card"])
        found = self._found(cart)
        checkout = orders.checkout_in(found)
        if checkout is not None:
            order_services.ask_carriers(found=found, checkout=checkout)
        return Response(self._answer(orders.checkout_basket(found, checkout), checkout))

    def _choose_gift_card(self, request: Request, cart: Cart, code: str) -> None:
        if code:
            hit("gift-card", "10/minute", client_address(request))
        card = services.usable_gift_card(code, currency=cart.currency) if code else None
        order_services.choose_gift_card(found=self._found(cart), gift_card_id=card.pk if card else None)

    @staticmethod
    def _answer(basket: Basket, checkout: Checkout | None) -> dict[str, Any]:
        """The basket, and how much of it is left to pay beside a gift card. Raises InvalidGiftCard."""
        pays = Money.zero(basket.total.currency)
        if checkout is not None and checkout.gift_card_id is not None:
            _, pays = services.part_of_gift_card(checkout.gift_card_id, basket.payable_by_gift_card)
        return {**basket_of(basket), "by_gift_card": money(pays), "to_pay": money(basket.total - pays)}

    @staticmethod
    def _found(cart: Cart) -> Contents:
        found = carts.contents(cart_id=cart.pk, also=orders.CHECKOUT)
        if found is None:
            raise NotFound("There is no basket with this token.")
        return found


class OrdersView(APIView):
    authentication_classes = ()

    @extend_schema(
        parameters=[TOKEN, KEY],
        request=OrderInput,
        responses={201: OpenApiTypes.OBJECT, 202: OpenApiTypes.OBJECT},
    )
    def post(self, request: Request) -> Response:
        """Order and pay, once per key: 201 placed, 202 waiting for the bank, 402 declined, 409 changed."""
        raw = request.body
        key = request.headers.get("Idempotency-Key", "")
        scope = hash_of(request.headers.get("Cart-Token", ""))
        replay = services.begin(scope=scope, key=key, method="POST", path=request.path, body=raw)
        if replay is not None:
            return Response(replay.body, status=replay.status_code, headers={"Idempotent-Replay": "true"})
        try:
            response = self._once(request)
        except Exception as error:
            services.settle_failure(scope=scope, key=key, error=error)
            raise
        services.finish(scope=scope, key=key, status_code=response.status_code, body=response.data)
        return response

    def _once(self, request: Request) -> Response:
        given = OrderInput(data=request.data)
        given.is_valid(raise_exception=True)
        data = given.validated_data
        cart = self._cart(request)
        placement = services.place_order(
            cart_id=cart.pk, expected_total=Money(data["expected_total"], data["currency"]), way=data["way"]
        )
        if placement.is_declined:
            order_services.note_failure_seen(cart_id=cart.pk)
        return self._placed(placement)

    @staticmethod
    def _cart(request: Request) -> Cart:
        """The basket of the token, also after it became an order: then that order is the answer."""
        cart = Cart.objects.filter(
            token_hash=hash_of(request.headers.get("Cart-Token", "")), user=None
        ).first()
        if cart is None:
            raise NotFound("There is no basket with this token.")
        return cart

    @staticmethod
    def _placed(placement: Placement) -> Response:
        if placement.is_declined and placement.payment is not None:
            raise PaymentDeclined(placement.payment.message)
        code = status.HTTP_201_CREATED if placement.is_placed else status.HTTP_202_ACCEPTED
        return Response(order_of(placement.order, placement.payment), status=code)


class OrderView(APIView):
    authentication_classes = ()

    @extend_schema(responses={200: OpenApiTypes.OBJECT})
    def get(self, request: Request, code: str, secret: str) -> Response:
        """Return an order by its link."""
        found = orders.order_by_link(code=code, secret=secret)
        if found is None or found.is_expired or not found.order.is_placed:
            raise NotFound("There is no order with this link.")
        return Response(order_of(found.order))


api_urlpatterns: list[Any] = [
    path("checkout/", CheckoutView.as_view(), name="checkout"),
    path("orders/", OrdersView.as_view(), name="orders"),
    path("orders/<slug:code>/<slug:secret>/", OrderView.as_view(), name="order"),
]
