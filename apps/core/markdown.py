"""Markdown as staff write it, turned into HTML that cannot carry anything active."""

from markdown_it import MarkdownIt

# "commonmark" with raw HTML off: tags are shown as text, and javascript: links are refused by the parser.
_markdown = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table").disable("image")


def to_html(text: str) -> str:
    """Render Markdown to HTML; raw HTML in it comes out as visible text, links only with safe schemes."""
    return str(_markdown.render(text))
