from django.urls import path, register_converter

from apps.catalog import views
from apps.catalog.converters import CategoryPath

register_converter(CategoryPath, "category")

app_name = "catalog"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("products/<slug:slug>/", views.product, name="product"),
    path("products/<slug:slug>/choose/", views.choose_variant, name="choose"),
]
# Categories live at the root of the site; their pattern comes last so that no other page is shadowed.
category_urlpatterns = [path("<category:path>/", views.category, name="category")]
