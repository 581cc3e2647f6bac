import pytest

from tasks_tracker.operations.file_types import media_type_of
from tasks_tracker.seeding import paper

WORDS = ["终端布设清单", "聊004 优化发票申领", "市税务局 2021年6月29日"]


@pytest.mark.parametrize(
    ("file_name", "media_type"),
    [("清单.pdf", "application/pdf"), ("照片.png", "image/png"), ("统计.txt", "text/plain")],
)
def test_each_kind_of_paper_is_what_its_name_says(file_name, media_type):
    made = paper.made_for(file_name, WORDS)
    assert media_type_of(file_name, made).startswith(media_type)


def test_every_kind_is_tried_here():
    assert set(paper.KINDS) == {".pdf", ".png", ".txt"}


def test_the_table_of_a_pdf_points_at_its_objects():
    made = paper.made_for("清单.pdf", WORDS)
    table = made[made.index(b"xref\n") :].splitlines()
    places = [int(line.split()[0]) for line in table if line.endswith(b" n ")]
    for number, place in enumerate(places, 1):
        assert made[place:].startswith(b"%d 0 obj" % number)


def test_text_carries_its_words():
    assert paper.made_for("统计.txt", WORDS).decode().splitlines() == WORDS
