"""The withdrawal function of EU law: two steps, no account, a receipt with date and time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.core.limits import limited
from apps.orders import services
from apps.orders.forms import WithdrawalForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("withdrawal", "10/minute")
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take a statement of withdrawal: first the facts, then "Confirm withdrawal"."""
    if request.method != "POST":
        initial = {"order_code": request.GET.get("order", "")[:40]}
        return render(request, "orders/withdraw.html", {"form": WithdrawalForm(initial=initial)})
    form = WithdrawalForm(request.POST)
    if not form.is_valid() or "change" in request.POST:
        status = 200 if "change" in request.POST else 422
        return render(request, "orders/withdraw.html", {"form": form}, status=status)
    if "confirm" not in request.POST:
        return render(request, "orders/withdraw_confirm.html", {"form": form, "statement": form.cleaned_data})
    withdrawal = services.submit_withdrawal(**form.cleaned_data)
    return render(request, "orders/withdraw_done.html", {"withdrawal": withdrawal})
