"""axe-core finds nothing wrong on any page, in any colours, on a phone and on a desk."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
EVERYTHING = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
_SCRIPT = Axe().axe_script
# Colours that are just fading into each other would be measured half-way.
_RUN = """async options => {
  document.getAnimations().forEach(one => one.finish());
  const { violations } = await axe.run(document, options);
  return violations.map(rule => `${rule.id}: ${rule.help}: `
    + rule.nodes.slice(0, 5).map(node => node.html.slice(0, 160)).join(" | "));
}"""


def violations(page: Page, options: dict[str, Any]) -> list[str]:
    """Return what axe-core finds: the rule, and elements that break it."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(_SCRIPT)
    found: list[str] = page.evaluate(_RUN, options)
    return found


class TestEveryPage:
    """axe-core reports 0 violations on every page in day, night and red."""

    def test_is_accessible_on_a_phone(self, opened: Page) -> None:
        assert violations(opened, EVERYTHING) == []

    @pytest.mark.parametrize("scheme", ["night", "red"])
    def test_has_enough_contrast_in_other_colours(self, opened: Page, scheme: str) -> None:
        opened.emulate_media(color_scheme="dark" if scheme == "night" else "light")
        opened.evaluate("scheme => document.documentElement.dataset.scheme = scheme", scheme)
        found = violations(opened, COLOURS)
        opened.emulate_media(color_scheme="light")
        opened.evaluate("document.documentElement.dataset.scheme = 'auto'")
        assert found == []

    def test_is_accessible_on_a_desk(self, opened: Page) -> None:
        opened.set_viewport_size({"width": 1440, "height": 900})
        assert violations(opened, EVERYTHING) == []
