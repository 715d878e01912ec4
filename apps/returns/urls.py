from django.urls import path

from apps.returns import views

app_name = "returns"
urlpatterns = [
    path("orders/<slug:code>/<slug:secret>/return/", views.ask, name="ask"),
    path("orders/<slug:code>/<slug:secret>/returns/<slug:number>/", views.show, name="show"),
    path("orders/<slug:code>/<slug:secret>/returns/<slug:number>/slip/", views.slip, name="slip"),
    path("orders/<slug:code>/<slug:secret>/returns/<slug:number>/cancel/", views.cancel, name="cancel"),
    path("orders/<slug:code>/<slug:secret>/returns/<slug:number>/photo/<int:pk>/", views.photo, name="photo"),
]
