"""What a visitor chooses for all pages: the country, the colours."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.forms import CountryForm, SchemeForm
from apps.accounts.signals import currency_chosen
from apps.accounts.visitor import (
    COUNTRY_COOKIE,
    CURRENCY_COOKIE,
    SCHEME_COOKIE,
    chosen_currency,
    safe_next,
    suggested_currency,
    visitor_of,
)

A_YEAR = 365 * 24 * 3600


def _remember(response: HttpResponse, name: str, value: str) -> HttpResponse:
    response.set_cookie(name, value, max_age=A_YEAR, samesite="Lax", secure=settings.IS_HTTPS, httponly=True)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def country(request: HttpRequest) -> HttpResponse:
    """Choose the country that prices and dates are shown for, and the currency."""
    if request.method != "POST":
        return render(request, "accounts/country.html", {"next": safe_next(request, request.GET.get("next"))})
    form = CountryForm(request.POST)
    if not form.is_valid():
        return render(request, "accounts/country.html", {"form": form}, status=400)
    response: HttpResponse = HttpResponseRedirect(safe_next(request, form.cleaned_data["next"]))
    if "currency" in request.POST:
        response = _with_currency(request, response, form)
    elif _follow_country(request, form.cleaned_data["country"]) and "HX-Request" in request.headers:
        # All prices of the page are other ones now, not only those of the part that asked.
        response = HttpResponse(headers={"HX-Refresh": "true"})
    return _remember(response, COUNTRY_COOKIE, form.cleaned_data["country"])


def _follow_country(request: HttpRequest, country: str) -> bool:
    """Let the basket follow if the currency follows the country, and tell whether it does.

    It does until the visitor chooses a currency.
    """
    after = suggested_currency(request, country)
    if chosen_currency(request) or after == visitor_of(request).currency:
        return False
    currency_chosen.send(sender=None, request=request, currency=after)
    return True


def _with_currency(request: HttpRequest, response: HttpResponse, form: CountryForm) -> HttpResponse:
    """Remember the currency, or forget it, and let what is counted in it follow."""
    chosen = form.cleaned_data["currency"]
    if chosen:
        _remember(response, CURRENCY_COOKIE, chosen)
    else:
        response.delete_cookie(CURRENCY_COOKIE, samesite="Lax")
        chosen = suggested_currency(request, form.cleaned_data["country"])
    currency_chosen.send(sender=None, request=request, currency=chosen)
    return response


@require_POST
def scheme(request: HttpRequest) -> HttpResponse:
    """Choose the colours of the pages: by the system, day, night, or red light for the telescope."""
    form = SchemeForm(request.POST)
    if not form.is_valid():
        return render(request, "errors/400.html", status=400)
    target = safe_next(request, form.cleaned_data["next"])
    return _remember(HttpResponseRedirect(target), SCHEME_COOKIE, form.cleaned_data["scheme"])
