"""Legal texts, help and guides, uploaded files, and what robots read."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from apps.cart.tests.factories import for_sale
from apps.catalog.models import Category
from apps.catalog.services import save_product
from apps.content.models import Page
from apps.content.services import save_page
from apps.core.memo import forget_all
from apps.shipping.tests.factories import delivery_rates
from shop.demo.loader import load_content
from shop.tests.stage import is_house_page, links, text_of, title_of, words_of

pytestmark = pytest.mark.django_db

LEGAL = ["imprint", "terms", "privacy", "cookies", "withdrawal", "legal-guarantee"]
HELP = ["delivery", "returns", "contact", "about", "accessibility", "battery-disposal"]


class TestTextsOfTheDemoShop:
    def test_answer_every_link_of_every_frame(self, guest: Client):
        delivery_rates()
        load_content()
        forget_all()
        own = {link for link in links(guest.get("/")) if link.startswith(("/pages/", "/guides/"))}

        assert {f"/pages/{slug}/" for slug in LEGAL + HELP} <= own
        for address in sorted(own):
            response = guest.get(address)
            assert response.status_code == 200, address
            assert is_house_page(response)
            assert len(words_of(response)) > 1_000, address

    def test_lead_nowhere_that_does_not_exist(self, guest: Client):
        load_content()
        for page in Page.objects.all():
            for link in links(guest.get(page.get_absolute_url())):
                if link.startswith(("/pages/", "/guides/", "/withdraw/", "/orders/track/", "/account/")):
                    assert guest.get(link).status_code in (200, 302), f"{page.slug}: {link}"

    def test_show_the_prices_of_delivery_as_they_are(self, guest: Client):
        delivery_rates()
        load_content()
        forget_all()

        said = words_of(guest.get("/pages/delivery/"))

        assert "Germany €6.90" in said
        assert "Switzerland €20.92" in said  # €24.90 without German tax


class TestPage:
    def test_prints_markdown_and_nothing_active(self, guest: Client):
        body = "## Ours\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n<script>alert(1)</script> ![x](https://x.example/x.png)"
        save_page(page=Page(slug="terms", kind="LEGAL", title="Terms & more", summary="Short.", body=body))

        response = guest.get("/pages/terms/")

        assert title_of(response) == "Terms & more | Astronomy Shop"
        assert "<h2>Ours</h2>" in text_of(response)
        assert "<td>2</td>" in text_of(response)
        assert "<script>alert" not in text_of(response)
        assert '<img src="https' not in text_of(response)

    def test_changes_when_staff_change_it(self, guest: Client):
        page = save_page(page=Page(slug="terms", kind="LEGAL", title="Terms", body="Old."))
        guest.get("/pages/terms/")
        page.body = "New."
        save_page(page=page)

        assert "New." in words_of(guest.get("/pages/terms/"))

    @pytest.mark.parametrize("fields", [{"is_published": False}, {"kind": "GUIDE"}])
    def test_that_is_hidden_or_of_another_kind_is_not_found(self, guest: Client, fields: dict[str, object]):
        save_page(
            page=Page(**{"slug": "terms", "kind": "LEGAL", "title": "Terms", "body": "Ours.", **fields})
        )

        assert guest.get("/pages/terms/").status_code == 404

    def test_of_a_guide_leads_to_the_other_guides(self, guest: Client):
        for slug in ("saturn", "jupiter"):
            save_page(page=Page(slug=slug, kind="GUIDE", title=slug.capitalize(), body="Look."))
        forget_all()

        response = guest.get("/guides/saturn/")

        assert "/guides/jupiter/" in links(response)
        assert {"/guides/saturn/", "/guides/jupiter/"} <= set(links(guest.get("/guides/")))
        assert guest.get("/pages/saturn/").status_code == 404


class TestSitemap:
    def test_lists_what_shoppers_may_see_and_nothing_else(self, guest: Client):
        shown, hidden = for_sale().product, for_sale("Off sale").product
        hidden.unpublished_at = timezone.now()
        save_product(product=hidden)
        Category.objects.create(
            name="Hidden", slug="hidden", path="hidden", noun="x", noun_plural="x", is_published=False
        )
        save_page(page=Page(slug="terms", kind="LEGAL", title="Terms", body="Ours."))
        save_page(page=Page(slug="draft", kind="LEGAL", title="Draft", body="Ours.", is_published=False))

        response = guest.get("/sitemap.xml")
        root = ET.fromstring(response.content)  # noqa: S314 - our own page
        found = {element.text for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}

        assert response["Content-Type"] == "application/xml"
        assert found == {
            f"http://testserver{shown.get_absolute_url()}",
            "http://testserver/telescopes/",
            "http://testserver/pages/terms/",
        }

    def test_is_named_in_robots_txt(self, guest: Client):
        response = guest.get("/robots.txt")
        lines = text_of(response).splitlines()

        assert response["Content-Type"].startswith("text/plain")
        assert "Sitemap: http://testserver/sitemap.xml" in lines
        assert {
            f"Disallow: /{path}/" for path in ("admin", "basket", "checkout", "orders", "account")
        } <= set(lines)
        assert "Disallow: /" not in lines


class TestMedia:
    @pytest.fixture
    def folder(self, tmp_path: Path, settings) -> Path:
        """The folder of uploaded files, on a disk, with a secret beside it."""
        folder = tmp_path / "media"
        (folder / "plates").mkdir(parents=True)
        (folder / "plates" / "one.svg").write_text("<svg/>")
        (folder / "folder.svg").mkdir()
        for name in ("page.html", "script.js", "note.txt", "plain"):
            (folder / name).write_text("x")
        (tmp_path / "secret.svg").write_text("<svg>secret</svg>")
        disk = {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(folder)},
        }
        settings.STORAGES = {**settings.STORAGES, "default": disk}
        return folder

    def test_is_served_for_a_year_and_can_do_nothing(self, guest: Client, folder: Path):
        response = guest.get("/media/plates/one.svg")

        assert response.getvalue() == b"<svg/>"
        assert response["Content-Type"] == "image/svg+xml"
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in response

    @pytest.mark.parametrize(
        "path",
        ["../secret.svg", "%2e%2e/secret.svg", "..%2fsecret.svg", "plates/../../secret.svg", "..\\secret.svg",
         "a%00.svg", "folder.svg", "page.html", "script.js", "note.txt", "plain", "missing.svg", "//etc/hosts.svg",
         "x" * 5000 + ".svg"],
    )  # fmt: skip
    def test_gives_nothing_else(self, guest: Client, folder: Path, path: str):
        response = guest.get(f"/media/{path}")

        assert response.status_code == 404
        assert "secret" not in text_of(response)
        assert is_house_page(response)

    def test_gives_no_file_by_its_full_name(self, guest: Client, folder: Path):
        assert guest.get(f"/media/{folder.parent / 'secret.svg'}").status_code == 404

    def test_is_not_served_here_where_files_lie_elsewhere(self, guest: Client, folder: Path, settings):
        settings.MEDIA_BUCKET = "pictures"

        assert guest.get("/media/plates/one.svg").status_code == 404
