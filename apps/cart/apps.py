from django.apps import AppConfig


class CartConfig(AppConfig):
    name = "apps.cart"

    def ready(self) -> None:
        from apps.cart import receivers  # noqa: F401 - connects them
