import re
from collections import Counter

import pytest
from django.test import override_settings

from apps.orders import rules, selectors
from apps.orders.models import Order
from apps.orders.tests.factories import a_draft


class TestNewCode:
    def test_is_easy_to_read_aloud(self):
        codes = [rules.new_code(lambda code: True) for _ in range(20_000)]

        assert all(re.fullmatch(r"[ABCDEFGHJKLMNPQRSTUVWXYZ379]{7}", code) for code in codes)
        assert len(set(codes)) > 19_990
        look_alikes = ["0O", "1I", "2Z", "4A", "5S", "6G", "8B"]
        assert all(len(set(pair) & set(rules.ALPHABET)) <= 1 for pair in look_alikes)

    def test_spreads_evenly(self):
        letters = Counter("".join(rules.new_code(lambda code: True) for _ in range(20_000)))

        assert min(letters.values()) > 0.85 * max(letters.values())

    def test_grows_after_twenty_collisions(self):
        asked = []

        def take(code):
            asked.append(code)
            return len(code) > rules.CODE_LENGTH

        assert len(rules.new_code(take)) == rules.CODE_LENGTH + 1
        assert len([code for code in asked if len(code) == rules.CODE_LENGTH]) >= rules.TRIES_PER_LENGTH - 1

    @pytest.mark.parametrize("word", ["ASSX", "XFUCK", "SEXY", "NAZ3"])
    def test_offends_nobody(self, word):
        assert not rules.is_clean(word)


class TestLinkSecret:
    def test_has_160_bits_and_depends_on_code_and_version(self):
        secrets = {rules.link_secret("ABC", 1), rules.link_secret("ABD", 1), rules.link_secret("ABC", 2)}

        assert len(secrets) == 3
        assert all(re.fullmatch(r"[0-9a-f]{40}", secret) for secret in secrets)

    @pytest.mark.parametrize("given", ["", "x", "a" * 40, "é", "A" * 5000])
    def test_refuses_guesses(self, given):
        assert not rules.is_link_secret(given, "ABC", 1)

    def test_survives_the_rotation_of_the_shop_s_key(self):
        with override_settings(SECRET_KEY="old-" * 20):
            link = rules.link_secret("ABC", 1)

        with override_settings(SECRET_KEY="new-" * 20, SECRET_KEY_FALLBACKS=["old-" * 20]):
            assert rules.is_link_secret(link, "ABC", 1)
        with override_settings(SECRET_KEY="new-" * 20, SECRET_KEY_FALLBACKS=[]):
            assert not rules.is_link_secret(link, "ABC", 1)


@pytest.mark.django_db
class TestOrderByLink:
    def secret(self, order):
        return rules.link_secret(order.code, order.link_version)

    def test_opens_with_code_and_secret_together(self):
        order = a_draft()

        found = selectors.order_by_link(code=order.code, secret=self.secret(order))

        assert found is not None
        assert found.order == order

    def test_opens_nothing_else(self):
        order, other = a_draft(), a_draft()

        assert selectors.order_by_link(code=order.code, secret=self.secret(other)) is None
        assert selectors.order_by_link(code="NOTHERE", secret=self.secret(order)) is None
        assert selectors.order_by_link(code=order.code.lower(), secret=self.secret(order)) is None

    def test_forgets_old_links_when_the_version_rises(self):
        order = a_draft()
        old = self.secret(order)
        Order.objects.update(link_version=2)

        assert selectors.order_by_link(code=order.code, secret=old) is None

    def test_compares_even_when_there_is_no_such_order(self, monkeypatch):
        compared = []
        really = rules.constant_time_compare
        monkeypatch.setattr(rules, "constant_time_compare", lambda a, b: compared.append(a) or really(a, b))

        selectors.order_by_link(code="NOTHERE", secret="guess")
        selectors.order_by_link(code=a_draft().code, secret="guess")

        assert compared == ["guess", "guess"]


@pytest.mark.django_db
class TestOrderByCodeAndEmail:
    def test_finds_drafts_for_nobody(self):
        order = a_draft()

        assert selectors.order_by_code_and_email(code=order.code, email=order.email) is None
