"""How a page is called in running text: 第三版, A02版, Page 3. Pure Python."""

from __future__ import annotations

from functools import lru_cache

from articles.wording.jumps import label_key
from articles.wording.numerals import to_chinese


@lru_cache(4096)  # a list names the same few pages again and again
def page_name(label: str, language: str = "zh-hans") -> str:
    """The name of the page printed `label`, in a newspaper of that language."""
    key = label_key(label)
    if not language.lower().startswith("zh"):
        return f"Page {key if key.isdigit() else label}"
    return f"第{to_chinese(int(key))}版" if key.isdigit() else f"{label}版"
