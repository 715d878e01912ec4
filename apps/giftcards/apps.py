from django.apps import AppConfig


class GiftCardsConfig(AppConfig):
    name = "apps.giftcards"
    verbose_name = "gift cards"
