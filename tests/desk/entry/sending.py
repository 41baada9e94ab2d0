"""The form of fast entry as a browser has it and sends it, and what its script sends."""

from __future__ import annotations

import json

from django.test import Client
from django.urls import reverse

from articles.models import Article
from tests.desk.conftest import form_data

STORY = """城市更新进行时
老街新生 渡口不老
——港湾市滨江老城改造一年记
本报记者 周望舒 通讯员 王一鸣
本报讯 三月的风吹过渡口，石板路上的雨水还没有干透。沿街三十二栋骑楼已经完成修缮。
让老街坊住得下来
市住建局介绍，居民回迁率达到九成。
图为游客在骑楼下喝茶。本报记者 吴小满 摄
（下转第三版）
"""


def new(page) -> str:
    """The address of a new story on the page."""
    return reverse("admin:write_new", args=[page.pk])


def old(article) -> str:
    """The address of a story that is there."""
    return reverse("admin:write", args=[article.pk])


def filled(client: Client, url: str, **fields: str) -> dict[str, str]:
    """What the form sends, with these fields typed."""
    return {**form_data(client, url, "entry"), **fields}


def answer(client: Client, name: str, thing, **sent):
    """What the form's script gets that asks this of a page or article."""
    noun = "article" if isinstance(thing, Article) else "page"
    url = f"{reverse(f'admin:write_{name}')}?{noun}={thing.pk}"
    return client.post(url, json.dumps(sent), content_type="application/json")


def body_of(article: Article) -> str:
    """The name of the field of its one part's body."""
    return f"body_{article.parts.get().pk}"
