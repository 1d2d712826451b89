"""Reading templates so that what is the same for everybody is written only once.

Most of a page is such text: plain HTML, and {% translate %}, {% static %} and {% url %} without a
variable. Neighbours of this kind are put together when a template is read, written when somebody
first needs them in a language, and kept. Nothing else is touched, so nothing of a person is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from django.template import Origin, Template
from django.template.base import FilterExpression, Node, NodeList, TextNode, TokenType, Variable
from django.template.context import Context
from django.template.defaulttags import CommentNode, IfNode, LoadNode, URLNode
from django.template.loaders import base, cached
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language


class _Joining(base.Loader):
    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        template = super().get_template(template_name, skip)
        join(template.nodelist)
        template.nodelist = WholeTemplate(template.nodelist)
        return template


class Loader(cached.Loader, _Joining):
    """Django's own way of finding templates and keeping them."""


class WholeTemplate(NodeList):
    """Remembers its blocks: a page that extends it looks for them each time."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        super().__init__(nodes)
        self.found: dict[type[Node], list[Node]] = {}

    def get_nodes_by_type(self, nodetype: type[Node]) -> list[Node]:
        if nodetype not in self.found:
            self.found[nodetype] = super().get_nodes_by_type(nodetype)
        return self.found[nodetype]


class SameForAll(Node):
    """A stretch of a page, kept as it is in each language."""

    child_nodelists = ()

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = NodeList(nodes)
        self.has_addresses = any(isinstance(node, URLNode) for node in self.nodes)
        self.written: dict[tuple[object, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        prefix = get_script_prefix() if self.has_addresses else ""
        here = get_language(), context.autoescape, prefix
        text = self.written.get(here)
        if text is None:
            text = self.written[here] = self.nodes.render(context)
        return text


def join(nodes: NodeList) -> None:
    """Put neighbours that are the same for all together, here and in all that lies within."""
    joined: list[Node] = []
    for same, group in groupby(list(nodes), key=_is_same_for_all):
        run = list(group)
        if same and not all(isinstance(node, TextNode) for node in run):
            run = [SameForAll(run)]
        joined += run
    for node in joined:
        for within in _within(node):
            join(within)
    nodes[:] = joined


def _within(node: Node) -> list[NodeList]:
    if isinstance(node, IfNode):
        return [nodes for _condition, nodes in node.conditions_nodelists]
    return [nodes for name in node.child_nodelists if (nodes := getattr(node, name, None))]


def _is_same_for_all(node: Node) -> bool:
    match node:
        case TextNode() | LoadNode() | CommentNode():
            return True
        case StaticNode():
            return node.varname is None and _is_fixed(node.path)
        case URLNode():
            fixed = not node.kwargs and all(map(_is_fixed, [node.view_name, *node.args]))
            return node.asvar is None and fixed
        case TranslateNode():
            fixed = node.message_context is None and _is_fixed(node.filter_expression)
            return node.asvar is None and fixed
        case BlockTranslateNode():
            options = node.asvar, node.message_context, node.extra_context, node.plural
            return not any(options) and all(
                one.token_type == TokenType.TEXT for one in node.singular
            )
    return False


def _is_fixed(expression: FilterExpression) -> bool:
    """Whether this is written out in the template: no variable, no filter."""
    value = expression.var
    return not expression.filters and not (isinstance(value, Variable) and value.lookups)
