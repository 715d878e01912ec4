from django.urls import path

from apps.documents import views

app_name = "documents"
urlpatterns = [
    path("orders/mine/<slug:code>/documents/<slug:number>/", views.mine, name="mine"),
    path("orders/<slug:code>/<slug:secret>/documents/<slug:number>/", views.by_link, name="by_link"),
]
