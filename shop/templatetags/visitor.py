from django import template

from shop import visitor_parts

register = template.Library()


@register.simple_tag
def visitor_part(name: str) -> str:
    """Print the marker of a part that belongs to the visitor (see shop.visitor_parts)."""
    if name not in visitor_parts.PARTS:
        raise template.TemplateSyntaxError(f"There is no visitor part {name!r}.")
    return visitor_parts.marker(name)
