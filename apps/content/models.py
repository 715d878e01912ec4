from django.db import models

from apps.core.models import Timestamped


class Page(Timestamped):
    """A page of text that staff edit: a legal text, a help page or a guide."""

    class Kind(models.TextChoices):
        LEGAL = "LEGAL", "legal text"
        HELP = "HELP", "help"
        GUIDE = "GUIDE", "guide"

    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    title = models.CharField(max_length=120)
    summary = models.CharField(
        max_length=250, blank=True, help_text="One sentence for lists and search engines."
    )
    body = models.TextField(help_text="Markdown.")
    html = models.TextField(editable=False, help_text="The body as HTML, made when it is saved.")
    position = models.PositiveIntegerField(default=0)
    is_published = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        folder = "guides" if self.kind == self.Kind.GUIDE else "pages"
        return f"/{folder}/{self.slug}/"
