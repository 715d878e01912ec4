"""Parts of addresses."""


class CategoryPath:
    """A category's path: up to four slugs, for example telescopes/dobsonians."""

    regex = r"[a-z0-9][a-z0-9\-]*(?:/[a-z0-9][a-z0-9\-]*){0,3}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
