"""The frame of a page (head, menu, footer) is the same for everybody, so each process writes it once in a while."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.urls import get_script_prefix
from django.utils.safestring import SafeString

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


class AddressNode(URLNode):
    """The address of a page is worked out once, if the arguments that it takes are the same each time."""

    def __init__(self, view_name: FilterExpression, arguments: list[FilterExpression]) -> None:
        super().__init__(view_name, arguments, {}, None)
        self._found: dict[str, str] = {}

    def render(self, context: Context) -> str:
        prefix = get_script_prefix()
        if prefix not in self._found:
            self._found[prefix] = super().render(context)
        return self._found[prefix]


@register.tag
def url(parser: Parser, token: Token) -> URLNode:
    """Print the address of a page, as Django's tag does."""
    node = django_url(parser, token)
    is_constant = all(
        isinstance(given.var, str) and not given.filters for given in (node.view_name, *node.args)
    )
    if is_constant and not (node.kwargs or node.asvar):
        return AddressNode(node.view_name, node.args)
    return node


class WrittenNode(template.Node):
    """Writes a piece of a page once and gives it a name."""

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist = nodelist
        self._name = name

    def render(self, context: Context) -> SafeString:
        context[self._name] = self.nodelist.render(context)
        return SafeString("")


@register.tag
def written(parser: Parser, token: Token) -> WrittenNode:
    """Write a piece once that the page shows at several places: {% written name %} ... {% endwritten %} {{ name }}."""
    _, name = token.split_contents()
    nodelist = parser.parse(("endwritten",))
    parser.delete_first_token()
    return WrittenNode(nodelist, name)
