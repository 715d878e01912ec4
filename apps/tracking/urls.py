from django.urls import path

from apps.tracking import views

app_name = "tracking"
urlpatterns = [
    path("webhooks/easypost/", views.easypost_webhook, name="easypost_webhook"),
]
