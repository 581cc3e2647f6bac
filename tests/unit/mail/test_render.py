import re

import pytest
from jinja2 import UndefinedError

from tasks_tracker.domain.lights import Light
from tasks_tracker.mail import links
from tasks_tracker.mail.render import FOLDER, LONGEST_SUBJECT, MARKS, render
from tests.unit.mail import samples

KINDS = sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir())


@pytest.fixture(autouse=True)
def address():
    links.use("https://ducha.example.gov.cn/")
    yield
    links.use("http://127.0.0.1:8000")


@pytest.fixture(params=KINDS)
def mail(request):
    return render(request.param, samples.contexts()[request.param])


def test_every_kind_has_a_sample():
    assert sorted(samples.contexts()) == KINDS


def test_the_subject_is_one_line_that_says_what_it_is_about(mail):
    assert re.fullmatch(r"【\w{2,4}】\S.*", mail.subject)
    assert len(mail.subject) <= LONGEST_SUBJECT


def test_both_forms_lead_to_the_same_pages(mail):
    in_text = set(re.findall(r"https://\S+", mail.text))
    in_html = set(re.findall(r'href="([^"]+)"', mail.html))
    assert in_text == in_html
    assert all(link.startswith("https://ducha.example.gov.cn/") for link in in_html)


def test_the_text_addresses_the_person_and_says_why(mail):
    assert mail.text.startswith("郑安：\n\n")
    assert mail.text.endswith("此邮件由督查督办系统发出，不用回复。\n")
    assert "\n\n\n" not in mail.text


def test_the_style_stands_in_the_elements(mail):
    assert "<style" not in mail.html
    assert 'class="page" style="max-width' in mail.html


def test_the_words_are_those_of_an_office(mail):
    for text in (mail.subject, mail.text, mail.html):
        assert not re.search("[您!！]|温馨提示", text.replace("<!DOCTYPE", ""))


def test_what_people_typed_is_text_and_not_markup():
    context = samples.contexts()["report_returned"]
    context["report"].review_words = "<b>缺照片</b>"
    mail = render("report_returned", context)
    assert "&lt;b&gt;缺照片" in mail.html
    assert "<b>缺照片</b>" in mail.text


def test_a_title_with_a_line_break_does_not_break_the_subject():
    context = samples.contexts()["report_returned"]
    context["task"].title = "一窗\r\nBcc: all@example.org " + "长" * 200
    subject = render("report_returned", context).subject
    assert len(subject.splitlines()) == 1
    assert len(subject) == LONGEST_SUBJECT


def test_a_missing_name_is_an_error():
    context = samples.contexts()["reminder"]
    del context["listing"]
    with pytest.raises(UndefinedError):
        render("reminder", context)


def test_a_long_list_is_cut_with_a_count():
    mail = render("reminder", samples.contexts()["reminder"])
    assert "聊010" in mail.text
    assert "聊011" not in mail.text
    assert "另有 10 项没有列出" in mail.text
    assert "另有 10 项没有列出" in mail.html


def test_an_accepted_report_says_what_comes_next():
    context = samples.contexts()["report_accepted"]
    assert "还没有办结" in render("report_accepted", context).text
    context["task"].clock_ends_on = samples.loose.TODAY
    assert "下一个期限是 5月10日" in render("report_accepted", context).text
    context["task"].is_completed = True
    assert "已办结" in render("report_accepted", context).text


def test_every_light_has_its_shape():
    assert set(MARKS) == set(Light)
    assert len(set(MARKS.values())) == len(Light)
