"""What a visitor chooses for all pages: the country, the colours."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.forms import CountryForm, SchemeForm
from apps.accounts.signals import currency_chosen
from apps.accounts.visitor import COUNTRY_COOKIE, CURRENCY_COOKIE, SCHEME_COOKIE, safe_next
from apps.currency import rules
from apps.currency import selectors as currencies

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
    response = HttpResponseRedirect(safe_next(request, form.cleaned_data["next"]))
    _remember(response, COUNTRY_COOKIE, form.cleaned_data["country"])
    return _with_currency(request, response, form) if "currency" in request.POST else response


def _with_currency(request: HttpRequest, response: HttpResponse, form: CountryForm) -> HttpResponse:
    """Remember the currency, or forget it, and let what is counted in it follow."""
    chosen = form.cleaned_data["currency"]
    if chosen:
        _remember(response, CURRENCY_COOKIE, chosen)
    else:
        response.delete_cookie(CURRENCY_COOKIE, samesite="Lax")
        header = request.headers.get("Accept-Language", "")
        chosen = rules.guess(form.cleaned_data["country"], header, currencies.offered())
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
