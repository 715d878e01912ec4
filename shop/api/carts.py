"""Baskets over the API. A basket belongs to whoever holds its token, sent as the Cart-Token header."""

from typing import Any

from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.visitor import visitor_of
from apps.cart import selectors, services
from apps.cart.models import Cart
from apps.core.limits import client_address, hit
from shop.api.cart_serializers import CodeInput, LineInput, QuantityInput, basket_of

TOKEN = OpenApiParameter("Cart-Token", OpenApiTypes.STR, OpenApiParameter.HEADER, required=True)


def cart_by_token(request: Request) -> Cart:
    """Return the open guest basket of the request's token; raises NotFound for any other word."""
    cart = selectors.cart_for(token=request.headers.get("Cart-Token"), user=None)
    if cart is None:
        raise NotFound("There is no open basket with this token.")
    return cart


def answer(request: Request, cart: Cart, code: int = status.HTTP_200_OK, **more: Any) -> Response:
    basket = selectors.basket(selectors.contents(cart_id=cart.pk), country=visitor_of(request).country)
    return Response({**basket_of(basket), **more}, status=code)


class CartsView(APIView):
    authentication_classes = ()

    @extend_schema(request=None, responses={201: OpenApiTypes.OBJECT})
    def post(self, request: Request) -> Response:
        """Open an empty basket; the answer holds its token."""
        cart, token = services.open_cart(user=None, currency=visitor_of(request).currency)
        return answer(request, cart, status.HTTP_201_CREATED, token=token)


class CartView(APIView):
    authentication_classes = ()

    @extend_schema(parameters=[TOKEN], responses={200: OpenApiTypes.OBJECT})
    def get(self, request: Request) -> Response:
        """Return a basket with its amounts."""
        return answer(request, cart_by_token(request))

    @extend_schema(parameters=[TOKEN], responses={200: OpenApiTypes.OBJECT})
    def delete(self, request: Request) -> Response:
        """Remove every line."""
        cart = cart_by_token(request)
        services.clear(cart=cart)
        return answer(request, cart)


class LinesView(APIView):
    authentication_classes = ()

    @extend_schema(parameters=[TOKEN], request=LineInput, responses={201: OpenApiTypes.OBJECT})
    def post(self, request: Request) -> Response:
        """Put units of a variant into a basket; fewer than asked for if fewer are free."""
        cart = cart_by_token(request)
        given = LineInput(data=request.data)
        given.is_valid(raise_exception=True)
        data = given.validated_data
        added = services.add(
            cart=cart,
            user=None,
            variant_id=data["variant"],
            quantity=data["quantity"],
            personal_text=data["personal_text"],
            currency=cart.currency,
        )
        return answer(request, cart, status.HTTP_201_CREATED, line=added.line.pk, clamped_to=added.clamped_to)


class LineView(APIView):
    authentication_classes = ()

    @extend_schema(parameters=[TOKEN], request=QuantityInput, responses={200: OpenApiTypes.OBJECT})
    def patch(self, request: Request, line_id: int) -> Response:
        """Set the quantity of a line; 0 removes it."""
        cart = cart_by_token(request)
        given = QuantityInput(data=request.data)
        given.is_valid(raise_exception=True)
        services.set_quantity(cart=cart, line_id=line_id, quantity=given.validated_data["quantity"])
        return answer(request, cart)

    @extend_schema(parameters=[TOKEN], responses={200: OpenApiTypes.OBJECT})
    def delete(self, request: Request, line_id: int) -> Response:
        """Remove a line."""
        cart = cart_by_token(request)
        services.set_quantity(cart=cart, line_id=line_id, quantity=0)
        return answer(request, cart)


class CodesView(APIView):
    authentication_classes = ()

    @extend_schema(parameters=[TOKEN], request=CodeInput, responses={200: OpenApiTypes.OBJECT})
    def post(self, request: Request) -> Response:
        """Put a promotion code into a basket: 409 with the reason if it gives nothing there."""
        hit("coupon", "20/minute", client_address(request))
        cart = cart_by_token(request)
        given = CodeInput(data=request.data)
        given.is_valid(raise_exception=True)
        found = selectors.contents(cart_id=cart.pk)
        if found is None or not found.rows:
            raise ValidationError({"lines": ["The basket is empty."]})
        services.use_code(found=found, code=given.validated_data["code"], country=visitor_of(request).country)
        return answer(request, cart)


class CodeView(APIView):
    authentication_classes = ()

    @extend_schema(parameters=[TOKEN], responses={200: OpenApiTypes.OBJECT})
    def delete(self, request: Request, code: str) -> Response:
        """Take a promotion code out of a basket."""
        cart = cart_by_token(request)
        services.remove_coupon(cart=cart, code=code[:60])
        return answer(request, cart)


api_urlpatterns = [
    path("carts/", CartsView.as_view(), name="carts"),
    path("cart/", CartView.as_view(), name="cart"),
    path("cart/codes/", CodesView.as_view(), name="codes"),
    path("cart/codes/<str:code>/", CodeView.as_view(), name="code"),
    path("cart/lines/", LinesView.as_view(), name="lines"),
    path("cart/lines/<int:line_id>/", LineView.as_view(), name="line"),
]
