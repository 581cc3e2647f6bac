"""Templates: each compiles, uses what it imports, and keeps style and script out of the page."""

import re
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, meta, nodes

from tasks_tracker.mail import render
from tasks_tracker.web import TEMPLATES, create_app
from tests.rules.test_links import SETTINGS

PACKAGE = Path(__file__).resolve().parents[2] / "tasks_tracker"
FORBIDDEN = {
    "style in an element": r"<[^>]*\sstyle\s*=",
    "style in the page": r"<style\b",
    "script in an element": r"<[^>]*\son[a-z]+\s*=",
    "script in the page": r"<script\b(?![^>]*\bsrc=)",
    "an address that is script": r"""["']\s*javascript:""",
    "something from elsewhere": r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//""",
    "text taken for markup": r"\|\s*safe\b|autoescape\s+false|\bMarkup\b",
}
RENDERED = re.compile(r"""["']([\w/]+\.html)["']""")


def names(folder: Path) -> list[str]:
    found = (path for path in folder.rglob("*") if path.suffix in {".html", ".txt"})
    return sorted(path.relative_to(folder).as_posix() for path in found)


MAILS = [f"mail/{name}" for name in names(render.FOLDER)]
PARTS = ("subject.txt", "body.txt", "body.html")
KINDS = sorted(path.name for path in render.FOLDER.iterdir() if path.is_dir())
PAGES = [name for name in names(TEMPLATES) if name not in MAILS]
ALL = [*PAGES, *MAILS]


@cache
def pages() -> Environment:
    return create_app(SETTINGS).jinja_env


def source(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


@cache
def tree(name: str) -> nodes.Template:
    return pages().parse(source(name), name)


def imports(name: str) -> dict[str, tuple[str, str]]:
    """What a template imports: its own word for it, the template, and the name there."""
    pairs = (
        (imported.template.value, pair if isinstance(pair, tuple) else (pair, pair))
        for imported in tree(name).find_all(nodes.FromImport)
        for pair in imported.names
    )
    return {own: (template, there) for template, (there, own) in pairs}


def macros(name: str) -> set[str]:
    return {macro.name for macro in tree(name).find_all(nodes.Macro)}


def words(name: str) -> set[str]:
    """The names that a template reads."""
    return {word.name for word in tree(name).find_all(nodes.Name) if word.ctx == "load"}


def borrowed(name: str) -> set[str]:
    """Macros that it reads without importing them: it takes them from whoever includes it."""
    known = {macro for page in PAGES for macro in macros(page)}
    return meta.find_undeclared_variables(tree(name)) & known


def others(name: str) -> set[str]:
    """The templates that a template extends, includes or imports from; where it is told which
    (the panels of a task), the program names them."""
    kinds = (nodes.Extends, nodes.Include, nodes.FromImport, nodes.Import)
    named = (node.template for node in tree(name).find_all(kinds))
    found = {one.value for one in named if isinstance(one, nodes.Const)}
    return {f"mail/{other}" if name in MAILS else other for other in found}


@pytest.mark.parametrize("name", ALL)
def test_it_compiles(name):
    environment = pages() if name in PAGES else render._templates()
    environment.compile(source(name), name)


@pytest.mark.parametrize("name", ALL)
def test_it_uses_what_it_imports(name):
    assert sorted(imports(name).keys() - words(name)) == []
    folder = "mail/" if name in MAILS else ""
    missing = {
        there
        for template, there in imports(name).values()
        if there not in macros(folder + template)
    }
    assert missing == set()


@pytest.mark.parametrize("name", [name for name in PAGES if "/_" in name])
def test_a_part_imports_for_itself(name):
    assert borrowed(name) == set()


@pytest.mark.parametrize("name", ALL)
def test_style_and_script_stay_out_and_text_stays_text(name):
    text = source(name)
    assert [what for what, pattern in FORBIDDEN.items() if re.search(pattern, text)] == []


def test_every_macro_is_used_somewhere():
    used = {
        (("mail/" if name in MAILS else "") + template, there)
        for name in ALL
        for template, there in imports(name).values()
    }
    unused = [
        f"{name}: {macro}"
        for name in ALL
        for macro in macros(name)
        if (name, macro) not in used and macro not in words(name)
    ]
    assert unused == []


def test_every_template_is_shown_somewhere():
    rendered = {
        name
        for path in PACKAGE.rglob("*.py")
        for name in RENDERED.findall(path.read_text(encoding="utf-8"))
    }
    rendered |= {f"mail/{kind}/{part}" for kind in KINDS for part in PARTS}
    shown = rendered.union(*map(others, ALL))
    assert sorted(set(ALL) - shown) == []
