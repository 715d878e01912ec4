from django.urls import path

from apps.cart import views

app_name = "cart"
urlpatterns = [
    path("basket/", views.basket, name="basket"),
    path("basket/add/", views.add, name="add"),
    path("basket/change/", views.change, name="change"),
    path("basket/put-back/", views.put_back, name="put_back"),
    path("basket/codes/add/", views.add_code, name="add_code"),
    path("basket/codes/remove/", views.remove_code, name="remove_code"),
    path("basket/clear/", views.clear, name="clear"),
]
