import pytest

from tasks_tracker.importer.source import Unreadable, read_text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_every_usual_encoding(encoding: str) -> None:
    assert (
        read_text("一、任务〇㐀\r\n二、分工\r三".encode(encoding)) == "一、任务〇㐀\n二、分工\n三"
    )


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "文件是空的"),
        (b" \r\n\t ", "文件是空的"),
        ("　　\n——\n".encode(), "没有文字"),
        (b"%PDF-1.7 ...", "不是纯文本"),
        (b"PK\x03\x04word/document.xml", "不是纯文本"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "不是纯文本"),
        (b"abc\x00\x01\x02", "不属于文本"),
        (b"\xff\xff\xff\xfe\xfd", "认不出文件的编码"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(raw: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_text(raw)
    assert said in refused.value.words
    assert refused.value.words.endswith("。")


def test_what_nobody_sees_is_no_part_of_a_text():
    assert read_text("市\u200b财政局\xad牵\u202e头\x0b。\ufeff".encode()) == "市财政局牵头。"
