"""SVG as the drawing library writes it, made fit for a page: links that are ours, words for those
who listen, nothing in English, nothing that a strict security policy would refuse."""

import re
from xml.etree import ElementTree as Tree

SVG = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"
ELSEWHERE = re.compile(r"^https://vega\.github\.io/vega-datasets/")
"""What the library puts before an address without a host."""
NOWHERE = "undefined"
UNSAID = ("aria-roledescription", "aria-label", "role", "aria-hidden", "class")
DECIMALS = re.compile(r"(\d+\.\d\d)\d+")

Tree.register_namespace("", SVG)


def refined(text: str, said: str) -> str:
    """The same picture, said in words; deterministic, because the order of everything stays."""
    root = Tree.fromstring(text)  # noqa: S314 - written by our own library, not by a stranger
    names = [(link, _name(link)) for link in root.iter(f"{{{SVG}}}a")]
    for node in root.iter():
        _silence(node)
    links = [_lead(link, name) for link, name in names]
    root.set("role", "group" if any(links) else "img")
    root.set("aria-label", said)
    return Tree.tostring(root, encoding="unicode")


def _name(link: Tree.Element) -> str:
    """What the mark is said to be is the name of its link, and its tooltip."""
    title = Tree.Element(f"{{{SVG}}}title")
    title.text = link[0].get("aria-label", "")
    link.insert(0, title)
    return title.text


def _lead(link: Tree.Element, name: str) -> bool:
    """Whether it leads anywhere; what does not is no link."""
    address = ELSEWHERE.sub("", link.attrib.pop(XLINK))
    if address == NOWHERE:
        link.tag = f"{{{SVG}}}g"
        return False
    link.set("href", address)
    link.set("aria-label", name)
    return True


def _silence(node: Tree.Element) -> None:
    for name in UNSAID:
        node.attrib.pop(name, None)
    for name in ("d", "transform"):
        if name in node.attrib:
            node.set(name, DECIMALS.sub(r"\1", node.attrib[name]))
