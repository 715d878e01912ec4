from django.urls import path

from apps.orders import views

app_name = "orders"
urlpatterns = [
    path("checkout/", views.start, name="start"),
    path("checkout/address/", views.address, name="address"),
    path("checkout/delivery/", views.delivery, name="delivery"),
    path("orders/track/", views.track, name="track"),
    path("orders/mine/", views.mine, name="mine"),
    path("orders/mine/<slug:code>/", views.my_order, name="my_order"),
    path("orders/<slug:code>/<slug:secret>/", views.order, name="order"),
    path("orders/<slug:code>/<slug:secret>/thanks/", views.thanks, name="thanks"),
    path("orders/<slug:code>/<slug:secret>/reveal/", views.reveal, name="reveal"),
    path("orders/<slug:code>/<slug:secret>/again/", views.again, name="again"),
    path("orders/<slug:code>/<slug:secret>/change/<slug:kind>/", views.change, name="change"),
    path("pay/<str:link>/", views.pay_link, name="pay_link"),
    path("withdraw/", views.withdraw, name="withdraw"),
]
