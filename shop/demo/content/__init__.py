"""Texts of the demo shop: legal pages, help and guides, one Markdown file each."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

FOLDER = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of text; its title becomes the heading, so that the body starts below it."""

    slug: str
    title: str
    kind: Literal["legal", "help", "guide"]
    summary: str
    body: str  # file name in this folder


def body_of(page: Page) -> str:
    """Return the Markdown of a page."""
    return (FOLDER / page.body).read_text(encoding="utf-8")


PAGES: tuple[Page, ...] = (
    Page(
        slug="first-telescope",
        title="Choosing a first telescope",
        kind="guide",
        summary="Four questions that matter more than magnification, and what to buy for each answer.",
        body="guide-first-telescope.md",
    ),
    Page(
        slug="what-114-150-and-200-mm-show",
        title="What 114, 150 and 200 mm really show",
        kind="guide",
        summary="The same six objects through three apertures, from a suburb and from the country.",
        body="guide-apertures.md",
    ),
    Page(
        slug="two-eyepieces",
        title="The two eyepieces worth buying first",
        kind="guide",
        summary="One for finding things, one for looking at them. Why the rest can wait.",
        body="guide-two-eyepieces.md",
    ),
    Page(
        slug="saturn-with-a-small-camera",
        title="Saturn with a small camera, start to finish",
        kind="guide",
        summary="From the first focus to the finished picture, with the settings that we use ourselves.",
        body="guide-saturn.md",
    ),
    Page(
        slug="weather-satellite-from-a-balcony",
        title="Receiving a weather satellite from a balcony",
        kind="guide",
        summary="An antenna, a small receiver and free software: a picture of Europe in one afternoon.",
        body="guide-weather-satellite.md",
    ),
    Page(
        slug="imprint",
        title="Imprint",
        kind="legal",
        summary="Who runs this demonstration shop and how to reach us.",
        body="imprint.md",
    ),
    Page(
        slug="terms",
        title="Terms",
        kind="legal",
        summary="How a contract comes about here, what it costs, and what holds afterwards.",
        body="terms.md",
    ),
    Page(
        slug="privacy",
        title="Privacy",
        kind="legal",
        summary="What we store about you, why, for how long, and how you get rid of it.",
        body="privacy.md",
    ),
    Page(
        slug="cookies",
        title="Cookies",
        kind="legal",
        summary="Seven small cookies, none of them for advertising, each with its purpose and its life.",
        body="cookies.md",
    ),
    Page(
        slug="withdrawal",
        title="Your right of withdrawal",
        kind="legal",
        summary="Fourteen days by law to change your mind, how to do it, and a form you may use.",
        body="withdrawal.md",
    ),
    Page(
        slug="legal-guarantee",
        title="Your legal guarantee",
        kind="legal",
        summary="Two years in which goods must be as promised, and what you can ask for if they are not.",
        body="legal-guarantee.md",
    ),
    Page(
        slug="delivery",
        title="Delivery times and costs",
        kind="help",
        summary="When goods leave us, when they arrive, and what delivery costs by weight and country.",
        body="delivery.md",
    ),
    Page(
        slug="returns",
        title="Returns and repairs",
        kind="help",
        summary="Sixty days to send something back at our expense, and what happens when something breaks.",
        body="returns.md",
    ),
    Page(
        slug="contact",
        title="Contact",
        kind="help",
        summary="Telephone, e-mail and address of people who looked through a telescope last week.",
        body="contact.md",
    ),
    Page(
        slug="about",
        title="About us and the test bench",
        kind="help",
        summary="What happens to a telescope between the maker's box and yours.",
        body="about.md",
    ),
    Page(
        slug="accessibility",
        title="Accessibility",
        kind="help",
        summary="What this shop does for people who see, hear or move differently, and what it cannot yet do.",
        body="accessibility.md",
    ),
    Page(
        slug="battery-disposal",
        title="Old batteries and devices",
        kind="help",
        summary="Batteries and electrical devices do not belong in household waste. We take them back.",
        body="battery-disposal.md",
    ),
)
