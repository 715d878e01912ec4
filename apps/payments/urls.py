from django.urls import path

from apps.payments import views

app_name = "payments"
urlpatterns = [
    path("checkout/payment/", views.payment, name="payment"),
    path("checkout/gift-card/", views.use_gift_card, name="use_gift_card"),
    path("checkout/gift-card/remove/", views.remove_gift_card, name="remove_gift_card"),
    path("checkout/change/<uuid:key>/", views.change, name="change"),
    path("checkout/payment/<uuid:key>/", views.processing, name="processing"),
    path("checkout/payment/<uuid:key>/cancel/", views.cancel, name="cancel"),
    path("checkout/pay/<uuid:key>/", views.card, name="card"),
    path("checkout/pay/<uuid:key>/stripe/", views.hosted, name="hosted"),
    path("webhooks/stripe/", views.stripe_webhook, name="stripe_webhook"),
    path("checkout/test-bank/<uuid:secret>/", views.testbank, name="testbank"),
]
