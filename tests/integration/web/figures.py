"""Figures on pages: each with the address of the rows that it counts."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

NUMBER = re.compile(r"\d+")


@dataclass
class Figure:
    """A link into the ledger with the number that it shows."""

    address: str
    count: int


@dataclass
class _Link:
    address: str
    said: str = ""
    is_strip: bool = False
    text: list[str] = field(default_factory=list)

    @property
    def count(self) -> int | None:
        """Of a cell its text, of a lamp its large figure, of a bar what it is said to be."""
        text = "".join(self.text).strip()
        if self.said:
            return int(NUMBER.findall(self.said)[-1])
        if self.is_strip:
            return int(NUMBER.search(text)[0])
        return int(text) if text.isdigit() else None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[_Link] = []
        self.open: _Link | None = None

    def handle_starttag(self, tag, attrs) -> None:
        found = dict(attrs)
        if tag == "a" and (found.get("href") or "").startswith("/ledger?"):
            self.open = _Link(found["href"], found.get("aria-label", ""))
            self.links.append(self.open)
        if self.open and found.get("class") == "big":
            self.open.is_strip = True

    def handle_endtag(self, tag) -> None:
        if tag == "a":
            self.open = None

    def handle_data(self, data) -> None:
        if self.open:
            self.open.text.append(data)


def figures(page: str) -> list[Figure]:
    """All numbers of a page that lead into the ledger."""
    reader = _Reader()
    reader.feed(page)
    found = ((link.address, link.count) for link in reader.links)
    return [Figure(address, count) for address, count in found if count is not None]


def rows_at(client, address: str) -> int:
    """How many rows the ledger has at an address, as it says itself."""
    return int(re.search(r"共 (\d+) 项", client.get(address).text)[1])
