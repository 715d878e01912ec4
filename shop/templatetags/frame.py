"""The frame of a page (head, menu, footer) is the same for everybody, so each process writes it once in a while."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context

from apps.core.memo import Memo

register = template.Library()

SECONDS = 15


class KeptNode(template.Node):
    """A piece of a page that is written anew when its values change, or after 15 s."""

    def __init__(self, nodelist: NodeList, values: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self._values = values
        self._kept = Memo(self._write, SECONDS)

    def render(self, context: Context) -> str:
        return self._kept(*(value.resolve(context) for value in self._values), context=context)

    def _write(self, *_values: Any, context: Context) -> str:
        return self.nodelist.render(context)


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Keep what stands inside for 15 s: {% kept value ... %} ... {% endkept %}.

    The values must name everything the piece depends on; nothing of one visitor may stand in it.
    """
    values = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, values)
