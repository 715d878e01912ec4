from django.urls import path

from apps.accounts import views

app_name = "accounts"
urlpatterns = [
    path("country/", views.country, name="country"),
    path("colours/", views.scheme, name="scheme"),
]
