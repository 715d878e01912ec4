from django.urls import path

from apps.payments import views

app_name = "payments"
urlpatterns = [
    path("checkout/payment/", views.payment, name="payment"),
    path("checkout/payment/<uuid:key>/", views.processing, name="processing"),
    path("checkout/payment/<uuid:key>/cancel/", views.cancel, name="cancel"),
    path("checkout/test-bank/<uuid:secret>/", views.testbank, name="testbank"),
]
