"""Which documents of the issued gazettes assign work, and that the others assign none."""

import pytest

from tests.unit.importer.test_references import CITY, extracted, pytestmark

__all__ = ["pytestmark"]
ASSIGNING = {
    CITY: (
        "聊政发〔2021〕7号 聊政办发〔2021〕5号 聊政办字〔2021〕11号 "
        "聊政办字〔2021〕13号 聊政办字〔2021〕14号"
    ),
    "liaocheng-gazette-2020-05": (
        "政府工作报告 聊政字〔2020〕15号 聊政字〔2020〕16号 "
        "聊政办字〔2020〕27号 聊政办字〔2020〕28号"
    ),
    "gaotang-gazette-2020-02": (
        "高政字〔2020〕39号 高政字〔2020〕41号 高政办发〔2020〕7号 高政办字〔2020〕7号 "
        "高政办字〔2020〕8号 高政办字〔2020〕14号 高政办字〔2020〕16号"
    ),
    "guanxian-gazette-2018-03": (
        "冠政发〔2018〕64号 冠政发〔2018〕80号 冠政发〔2018〕83号 冠政办发〔2018〕41号 "
        "冠政办发〔2018〕46号 冠政办发〔2018〕50号 冠政办发〔2018〕57号 冠政办发〔2018〕62号"
    ),
}


@pytest.mark.parametrize("name", ASSIGNING)
def test_appointments_lists_figures_and_news_yield_no_tasks(name: str) -> None:
    found = extracted(name)["plans"]
    assigning = [plan["doc_no"] or plan["title"] for plan in found if plan["tasks"]]
    assert sorted(assigning) == sorted(ASSIGNING[name].split())
    assert len(found) > len(assigning)
