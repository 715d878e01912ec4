from django.urls import path

from apps.content import views

app_name = "content"
urlpatterns = [
    path("pages/<slug:slug>/", views.page, name="page"),
    path("guides/", views.guides, name="guides"),
    path("guides/<slug:slug>/", views.guide, name="guide"),
]
