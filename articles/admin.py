"""Where Django looks for what the desk shows; all of it stands in ``desk/``, a module a noun."""

from articles.desk import (
    articles,
    corrections,
    handled,
    issues,
    joins,
    newspapers,
    overrides,
    pages,
    people,
    photos,
    signature_lists,
    users,
    word_list,
)

__all__ = [
    "articles",
    "corrections",
    "handled",
    "issues",
    "joins",
    "newspapers",
    "overrides",
    "pages",
    "people",
    "photos",
    "signature_lists",
    "users",
    "word_list",
]
