"""HTML as a tree, read strictly: what does not nest, or says something twice, is an error and not a guess."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)

_RUNNING = frozenset({"a", "b", "i", "em", "strong", "code", "span", "svg", "use", "time", "s", "wbr", "bdi"})
_APART = frozenset({"okr-sub", "okr-sr", "okr-lab", "okr-st"})


class Malformed(AssertionError):
    """The markup does not nest, or an element has the same attribute twice."""


@dataclass(eq=False)
class Element:
    """An element with its attributes and what is in it: elements and texts."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def __getitem__(self, attribute: str) -> str:
        return self.attributes[attribute]

    def get(self, attribute: str) -> str:
        return self.attributes.get(attribute, "")

    @property
    def classes(self) -> set[str]:
        return set(self.get("class").split())

    @property
    def text(self) -> str:
        """Everything that is said in it, with single spaces."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                # What is set apart on the screen is not one word.
                apart = " " if child.tag not in _RUNNING or child.classes & _APART else ""
                yield apart
                yield from child._texts()
                yield apart

    def walk(self) -> Iterator["Element"]:
        """It and every element inside it, in the order of the document."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, selector: str) -> list["Element"]:
        """The elements inside it that fit `tag`, `.class`, `tag.class`, `#id` or several of them after each other."""
        found = [self]
        for number, step in enumerate(selector.split(" ")):
            if number == 0 and step.startswith("#"):
                found = self._by_id.get(step[1:], [])
                continue
            inside: dict[int, Element] = {}
            for element in found:
                inside.update((id(e), e) for e in element.walk() if e is not element and _fits(e, step))
            found = list(inside.values())
        return found

    @cached_property
    def _by_id(self) -> dict[str, list["Element"]]:
        found: dict[str, list[Element]] = {}
        for element in self.walk():
            if "id" in element.attributes and element is not self:
                found.setdefault(element["id"], []).append(element)
        return found

    def one(self, selector: str) -> "Element":
        """The only element that fits."""
        found = self.all(selector)
        assert len(found) == 1, f"{len(found)} elements fit {selector}"
        return found[0]

    def first(self, selector: str) -> "Element":
        """The first of the elements that fit."""
        found = self.all(selector)
        assert found, f"nothing fits {selector}"
        return found[0]

    def texts(self, selector: str) -> list[str]:
        """What each of the elements that fit says."""
        return [element.text for element in self.all(selector)]

    @property
    def ids(self) -> list[str]:
        return [element["id"] for element in self.walk() if "id" in element.attributes]

    @property
    def links(self) -> list[str]:
        return [element["href"] for element in self.walk() if element.tag == "a" and "href" in element.attributes]


def _fits(element: Element, step: str) -> bool:
    if step.startswith("#"):
        return element.get("id") == step[1:]
    tag, _, name = step.partition(".")
    return (not tag or element.tag == tag) and (not name or name in element.classes)


class _Reader(HTMLParser):
    def __init__(self, *, strict: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.strict = strict
        self.root = Element("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if self.strict and len(set(names)) != len(names):
            raise Malformed(f"<{tag}> has an attribute twice: {names}")
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag == self.open[-1].tag:
            self.open.pop()
        elif self.strict:
            raise Malformed(f"</{tag}> closes <{self.open[-1].tag} {self.open[-1].attributes}> {self.getpos()}")
        elif any(element.tag == tag for element in self.open):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str, *, strict: bool = True) -> Element:
    """The tree of a piece of HTML. Not strict, it closes what is left open as browsers do, for a theme's own shell."""
    reader = _Reader(strict=strict)
    reader.feed(html)
    reader.close()
    if strict and len(reader.open) > 1:
        raise Malformed(f"<{reader.open[-1].tag} {reader.open[-1].attributes}> is never closed")
    return reader.root
