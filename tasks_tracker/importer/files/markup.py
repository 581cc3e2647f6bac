"""XML of office files: no entities, no document types, no network."""

from typing import Any

from tasks_tracker.importer.files.paper import Unreadable

Element = Any


def parsed(content: bytes) -> Element:
    """The root of a part; what is broken, too deep or declares entities is refused."""
    from lxml import etree  # which the start can do without

    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise Unreadable("文件内部的格式不对，可能已损坏，请重新保存后再导入。") from None
    if root.getroottree().docinfo.doctype:
        raise Unreadable("文件里声明了外部内容，办公软件不会这样写，已拒收。")
    return root
