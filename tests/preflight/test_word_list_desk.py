"""The word list in the desk: its form, who changes it, CSV out and in."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.desk.word_list import take_in
from articles.interchange.word_list import BadWordList, read_csv, write_csv
from articles.models import Role, WordEntry
from articles.wording.word_list import Entry
from tests.desk.conftest import address, errors_of, form_data, logged_in
from tests.house import make_newspaper, make_user

pytestmark = pytest.mark.django_db

ENTRIES = [
    Entry("banned", "最大力度"),
    Entry("mistyped", "沙湾险工", "沙湾险工段", "见地名手册"),
    Entry("order", "林致远、周岚"),
    Entry("title", "林致远", '市委副书记、市长，"代"'),
]


def _file(content: bytes, name: str = "words.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def _send(client, newspaper, content: bytes, **rest: str):
    sent = {"newspaper": newspaper.pk, "file": _file(content), **rest}
    return client.post(address("wordentry", "import"), sent, follow=True)


def test_there_and_back():
    assert read_csv(write_csv(ENTRIES).decode("utf-8")) == ENTRIES
    assert read_csv("姓名排序,林致远、周岚\n禁用词,最大力度\n") == [ENTRIES[2], ENTRIES[0]]
    assert read_csv("类别,词语\n误写,沙湾险工,沙湾险工段,见地名手册\n") == [ENTRIES[1]]
    assert read_csv("Kind,Word\nBanned word,最大力度\n") == [ENTRIES[0]]
    assert read_csv("kind,word\n\nbanned, 最大力度 \nbanned,最大力度\n") == [ENTRIES[0]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("banned,词\nfoo,词", "第2行.*禁用词、误写"),
        ("name,林致远", "第1行"),  # two kinds begin so in English
        ("banned,", "第1行"),
        ("mistyped,沙湾险工,", "第1行"),
        ("title,林致远", "第1行"),
        ("banned," + "词" * 301, "太长"),
    ],
)
def test_a_bad_file_is_refused_with_its_row(text, words):
    with pytest.raises(BadWordList, match=words):
        read_csv(text)


def test_taken_in_twice_it_changes_nothing():
    newspaper = make_newspaper()
    assert take_in(newspaper, ENTRIES) == (4, 0, 0)
    assert take_in(newspaper, ENTRIES) == (0, 0, 0)
    changed = [Entry("banned", "最大力度", "", "广告法"), *ENTRIES[1:3]]
    assert take_in(newspaper, changed) == (0, 1, 0)
    assert take_in(newspaper, changed, replace=True) == (0, 0, 1)
    assert [row.as_entry() for row in WordEntry.objects.of(newspaper)] == changed


def test_in_and_out_over_the_desk():
    newspaper = make_newspaper()
    client = logged_in(make_user(Role.DUTY_EDITOR))
    page = _send(client, newspaper, write_csv(ENTRIES))
    assert "新增4条" in page.content.decode()
    out = client.get(address("wordentry", "export"), {"newspaper": newspaper.slug})
    assert out["Content-Type"] == "text/csv; charset=utf-8"
    assert out["Content-Disposition"] == 'attachment; filename="word-list-harbour-daily.csv"'
    assert out.content.startswith(b"\xef\xbb\xbfkind,word,right,note")
    assert read_csv(out.content.decode()) == sorted(ENTRIES, key=lambda entry: entry.kind)
    assert _send(client, newspaper, "banned,绝对第一\n".encode("gb18030")).status_code == 200
    assert WordEntry.objects.filter(word="绝对第一").exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02\x03" * 99, b"foo,bar\n", b"banned,x\nmistyped,y\n", b'"unclosed', b"x" * 1_100_000],
)
def test_a_bad_upload_changes_nothing(content):
    newspaper = make_newspaper()
    client = logged_in(make_user(Role.DUTY_EDITOR))
    page = _send(client, newspaper, content)
    assert page.status_code == 200
    assert "errornote" in page.content.decode()
    assert not WordEntry.objects.exists()


@pytest.mark.parametrize("role", Role)
def test_who_changes_it(role):
    newspaper = make_newspaper()
    may = role in {Role.DUTY_EDITOR, Role.ADMINISTRATOR}
    client = logged_in(make_user(role))
    entry = WordEntry.objects.create(newspaper=newspaper, word="最大力度")
    listed = client.get(address("wordentry", "changelist")).content.decode()
    assert "最大力度" in listed
    assert (address("wordentry", "import") in listed) == may
    assert address("wordentry", "export") in listed
    assert client.get(address("wordentry", "export"), {"newspaper": newspaper.slug}).status_code == 200
    assert client.get(address("wordentry", "import")).status_code == (200 if may else 403)
    assert client.get(address("wordentry", "add")).status_code == (200 if may else 403)
    _send(client, newspaper, b"banned,x\n")
    assert WordEntry.objects.filter(word="x").exists() == may
    client.post(address("wordentry", "delete", entry.pk), {"post": "yes"})
    assert WordEntry.objects.filter(pk=entry.pk).exists() != may


def test_strangers(cast):
    make_newspaper()
    for who, expected in {"anonymous": 302, "outsider": 302, "staff": 403}.items():
        for name in ("export", "import", "changelist"):
            assert cast[who].get(address("wordentry", name)).status_code == expected


def test_a_tied_user_reaches_nothing_of_others():
    here, there = make_newspaper(), make_newspaper("other-paper", "远山晚报")
    WordEntry.objects.create(newspaper=there, word="远山词")
    client = logged_in(make_user(Role.DUTY_EDITOR, newspapers=[here]))
    listed = client.get(address("wordentry", "changelist")).content.decode()
    assert "远山" not in listed
    assert client.get(address("wordentry", "export"), {"newspaper": there.slug}).status_code == 403
    assert client.get(address("wordentry", "export"), {"newspaper": "none"}).status_code == 404
    page = _send(client, there, b"banned,x\n", replace="on")
    assert "errornote" in page.content.decode()
    assert WordEntry.objects.get().word == "远山词"


def test_the_form_says_what_is_missing(desk):
    newspaper = make_newspaper()
    url = address("wordentry", "add")
    data = form_data(desk, url, "wordentry_form")
    assert data["newspaper"] == str(newspaper.pk)
    for fields, wrong in (
        ({"kind": "mistyped", "word": "沙湾险工"}, "正确"),
        ({"kind": "title", "word": "林致远"}, "正确"),
        ({"kind": "mistyped", "word": "沙湾", "right": "沙湾"}, "相同"),
        ({"kind": "order", "word": "林致远"}, "两个"),
    ):
        answer = desk.post(url, {**data, **fields})
        assert wrong in errors_of(answer)
    assert desk.post(url, {**data, "kind": "order", "word": "林致远、周岚"}).status_code == 302
    assert "已经有" in errors_of(desk.post(url, {**data, "kind": "order", "word": "林致远、周岚"}))
