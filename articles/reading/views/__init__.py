"""The public views and the editors' preview of them, one module a noun."""

from articles.reading.views.articles import article, article_citation
from articles.reading.views.corrections import corrections, former_version
from articles.reading.views.facsimiles import (
    image_base,
    image_file,
    image_info,
    original,
    page_pdf,
)
from articles.reading.views.following import corrections_feed, issues_feed, search_feed
from articles.reading.views.issues import home, issue, newspaper
from articles.reading.views.pages import page
from articles.reading.views.people import column, column_list, person, person_list
from articles.reading.views.pictures import picture
from articles.reading.views.preview import preview_article, preview_issue, preview_page
from articles.reading.views.robots import favicon, robots
from articles.reading.views.searching import (
    advanced_search,
    export,
    opensearch,
    search,
    search_help,
)

__all__ = [
    "advanced_search",
    "article",
    "article_citation",
    "column",
    "column_list",
    "corrections",
    "corrections_feed",
    "export",
    "favicon",
    "former_version",
    "home",
    "image_base",
    "image_file",
    "image_info",
    "issue",
    "issues_feed",
    "newspaper",
    "opensearch",
    "original",
    "page",
    "page_pdf",
    "person",
    "person_list",
    "picture",
    "preview_article",
    "preview_issue",
    "preview_page",
    "robots",
    "search",
    "search_feed",
    "search_help",
]
