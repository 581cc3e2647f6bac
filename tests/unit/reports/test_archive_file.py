"""What was changed anywhere in an archive, be it one byte, is told."""

import io
import json
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.reports.archive_manifest import FORMAT, NAME, VERSION, as_bytes, digest_of
from tasks_tracker.reports.archive_verify import verify
from tasks_tracker.reports.archive_zip import Document, measure, write

PATHS = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,5}(/[a-z0-9]{1,4}\.[a-z]{3})?", fullmatch=True)
CONTENTS = st.dictionaries(PATHS, st.binary(max_size=40), min_size=1, max_size=4)


def manifest(contents, **changes):
    found = [measure(path, iter([contents[path]])) for path in sorted(contents)]
    made = {
        "format": FORMAT,
        "version": VERSION,
        "task": {"code": "聊008", "name": "一窗受理", "number": 8},
        "region": "聊城市",
        "plan": {"doc_no": "聊政发〔2021〕1号", "title": "方案"},
        "built_at": "2021-09-13T09:00:00+08:00",
        "built_by": "郑安（zhengan）",
        "is_final": True,
        "members": [
            {"path": one.path, "title": "材料", "size": one.size, "sha256": one.sha256}
            for one in found
        ],
        **changes,
    }
    return {**made, "digest": digest_of(made)}


def package(contents, listed=None) -> bytes:
    documents = [Document(path, "材料", content) for path, content in contents.items()]
    listed = as_bytes(manifest(contents)) if listed is None else listed
    out = io.BytesIO()
    write([*documents, Document(NAME, "清单", listed)], out)
    return out.getvalue()


def verdict(raw: bytes):
    with tempfile.NamedTemporaryFile(suffix=".zip") as file:
        file.write(raw)
        file.flush()
        return verify(Path(file.name))


@given(CONTENTS)
def test_what_was_put_together_is_sound(contents):
    assert verdict(package(contents)).faults == []


@given(CONTENTS)
def test_the_same_content_makes_the_same_bytes(contents):
    again = dict(reversed(contents.items()))
    assert package(contents) == package(again)


@given(CONTENTS)
def test_any_program_can_open_it(contents):
    with zipfile.ZipFile(io.BytesIO(package(contents))) as opened:
        assert opened.testzip() is None
        assert {name: opened.read(name) for name in contents} == contents


@given(CONTENTS, st.data())
def test_one_byte_that_differs_is_told_wherever_it_is(contents, data):
    raw = bytearray(package(contents))
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    assert not verdict(bytes(raw)).is_sound


@given(CONTENTS, st.data())
def test_one_byte_of_a_member_is_told_though_the_headers_were_mended(contents, data):
    path = data.draw(st.sampled_from(sorted(contents)))
    listed = as_bytes(manifest(contents))
    content = bytearray(contents[path] or b"x")
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    changed = {**contents, path: bytes(content)}
    found = verdict(package(changed, listed))
    assert any(path in fault for fault in found.faults)


@given(CONTENTS, st.data())
def test_one_byte_of_the_manifest_is_told_though_the_headers_were_mended(contents, data):
    listed = bytearray(as_bytes(manifest(contents)))
    listed[data.draw(st.integers(0, len(listed) - 1))] ^= data.draw(st.integers(1, 255))
    assert not verdict(package(contents, bytes(listed))).is_sound


@given(CONTENTS, PATHS, st.binary(max_size=9))
def test_a_member_too_many_is_told(contents, path, content):
    listed = as_bytes(manifest(contents))
    if path in contents:
        return
    found = verdict(package({**contents, path: content}, listed))
    assert found.faults == [f"多了文件：{path}，清单里没有。"]


@given(CONTENTS, st.data())
def test_a_member_too_few_is_told(contents, data):
    listed = as_bytes(manifest(contents))
    path = data.draw(st.sampled_from(sorted(contents)))
    found = verdict(package({k: v for k, v in contents.items() if k != path}, listed))
    assert found.faults == [f"少了文件：{path}。"]


@given(CONTENTS, st.data(), PATHS)
def test_a_member_of_another_name_is_told(contents, data, name):
    path = data.draw(st.sampled_from(sorted(contents)))
    if name in contents:
        return
    listed = as_bytes(manifest(contents))
    renamed = {name if k == path else k: v for k, v in contents.items()}
    assert len(verdict(package(renamed, listed)).faults) == 2


CONTENT = {"a.txt": b"one", "b/c.txt": b"two"}


@pytest.mark.parametrize(
    "name",
    ["../a.txt", "/a.txt", "b/../../a.txt", "b\\a.txt", "C:a.txt", "a b.txt", "经过.txt", "A"],
)
def test_a_name_that_may_lead_elsewhere_is_told(name):
    content = {**CONTENT, name: b"three"}
    assert "不合规则" in verdict(package(content)).faults[0]


def repacked(method=zipfile.ZIP_STORED, extra=()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for path, content in [*CONTENT.items(), (NAME, as_bytes(manifest(CONTENT))), *extra]:
            made.writestr(path, content)
    return out.getvalue()


def test_what_was_packed_anew_is_not_the_file_that_was_put_away():
    assert "重新打包" in verdict(repacked()).faults[0]


def test_what_is_compressed_is_not_opened():
    assert "压缩" in verdict(repacked(zipfile.ZIP_DEFLATED)).faults[0]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_of_one_name_are_told():
    assert "同名" in verdict(repacked(extra=[("a.txt", b"another")])).faults[0]


@pytest.mark.parametrize("raw", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_archive_is_told(raw):
    assert not verdict(raw).is_sound


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "another"},
        {"version": 2},
        {"members": None},
        {"members": [{"path": "a.txt"}]},
        {"members": [{"path": 1, "title": "", "size": 3, "sha256": ""}]},
    ],
    ids=str,
)
def test_a_manifest_of_another_kind_is_told(changes):
    assert not verdict(package(CONTENT, as_bytes(manifest(CONTENT, **changes)))).is_sound


@pytest.mark.parametrize("listed", [b"", b"[]", b"{", b"[" * 100_000, json.dumps({}).encode()])
def test_a_manifest_that_cannot_be_read_is_told(listed):
    assert not verdict(package(CONTENT, listed)).is_sound


@pytest.mark.parametrize("added", [b"\0", b"comment"])
def test_what_stands_before_or_behind_is_told(added):
    raw = package(CONTENT)
    assert not verdict(raw + added).is_sound
    assert not verdict(added + raw).is_sound
