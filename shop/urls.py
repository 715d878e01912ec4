"""Every address of the shop. Each app brings its own; categories come last because they live at the root."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from apps.catalog.urls import category_urlpatterns
from shop import views
from shop.api.carts import api_urlpatterns as carts_api
from shop.api.orders import api_urlpatterns as orders_api
from shop.api.products import api_urlpatterns as products_api

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

api_urlpatterns = [
    *products_api,
    *carts_api,
    *orders_api,
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
]

urlpatterns = [
    path("", include("apps.catalog.urls")),
    path("", include("apps.accounts.urls")),
    path("", include("apps.content.urls")),
    path("", include("apps.cart.urls")),
    path("", include("apps.payments.urls")),
    path("", include("apps.documents.urls")),
    path("", include("apps.tracking.urls")),
    path("", include("apps.returns.urls")),
    path("", include("apps.orders.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", include((api_urlpatterns, "api"))),
    path("media/<path:path>", views.media, name="media"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("", include((category_urlpatterns, "categories"))),
]

handler400 = "shop.error_views.bad_request"
handler403 = "shop.error_views.permission_denied"
handler404 = "shop.error_views.page_not_found"
handler500 = "shop.error_views.server_error"
handler429 = "shop.error_views.too_many_requests"  # asked for by the sign-in pages
