"""The public addresses. They never change: a moved thing redirects, and the shape is part of a citation."""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter

from articles.reading import converters, views

register_converter(converters.NewspaperSlug, "newspaper")
register_converter(converters.IssueAddress, "issue")
register_converter(converters.CitationFormat, "citations")
register_converter(converters.Text, "text")

# Files: one address in all languages, so that a copy is kept once. For the public the
# key is the one given on publishing; for editors, under /preview/, the name of its folder.
file_urls: list[URLPattern] = [
    pattern
    for prefix, name in (("iiif/", ""), ("preview/iiif/", "preview-"))
    for pattern in (
        # /iiif/kX3… — leads to its info.json
        path(f"{prefix}<slug:key>", views.image_base, {"drafts": bool(name)}, name=f"{name}image"),
        # /iiif/kX3…/info.json
        path(f"{prefix}<slug:key>/info.json", views.image_info, {"drafts": bool(name)}),
        # /iiif/kX3…/0,0,512,512/512,512/0/default.webp — .jpg too; full/max/0/default.jpg is the master
        path(
            f"{prefix}<slug:key>/<str:region>/<str:size>/0/default.<str:suffix>",
            views.image_file,
            {"drafts": bool(name)},
        ),
        # /iiif/kX3…/page.pdf — a download
        path(f"{prefix}<slug:key>/page.pdf", views.page_pdf, {"drafts": bool(name)}),
    )
]
# /preview/originals/17/ — the file that page 17 was read from, as it came
file_urls.append(path("preview/originals/<int:page>/", views.original, name="original"))
# /robots.txt — for crawlers
file_urls.append(path("robots.txt", views.robots, name="robots"))
# /favicon.ico — for those who ask without having read a page
file_urls.append(path("favicon.ico", views.favicon))

urlpatterns: list[URLPattern] = [
    # / — the newest issue of the default newspaper
    path("", views.home, name="home"),
    # /search/?q=堤&date=2026-03 — the archive search
    path("search/", views.search, name="search"),
    # /search/help/ and /search/advanced/
    path("search/help/", views.search_help, name="search-help"),
    path("search/advanced/", views.advanced_search, name="search-advanced"),
    # /search/export.csv?q=… — .json, .ris, .bib
    path("search/export.<citations:suffix>", views.export, name="search-export"),
    # /search/feed.atom?q=…
    path("search/feed.atom", views.search_feed, name="search-feed"),
    # /search/opensearch.xml — for browsers
    path("search/opensearch.xml", views.opensearch, name="opensearch"),
    # /people/?initial=周 — all persons
    path("people/", views.person_list, name="people"),
    # /people/17/
    path("people/<int:pk>/", views.person, name="person"),
    # /people/17/2026/ — the work of one year
    path("people/<int:pk>/<int:year>/", views.person, name="person-year"),
    # /pictures/kX3…/960.jpg — a photo's rendition; original.jpg for the largest
    path("pictures/<slug:key>/<str:size>.jpg", views.picture, name="picture"),
    # /linjiang-daily/
    path("<newspaper:slug>/", views.newspaper, name="newspaper"),
    # /linjiang-daily/columns/江边话/
    path("<newspaper:slug>/columns/<text:column>/", views.column, name="column"),
    # /linjiang-daily/columns/ and /linjiang-daily/columns/江边话/2026/ — all columns; one in one year
    path("<newspaper:slug>/columns/", views.column_list, name="columns"),
    path("<newspaper:slug>/columns/<text:column>/<int:year>/", views.column, name="column-year"),
    # /linjiang-daily/corrections/
    path("<newspaper:slug>/corrections/", views.corrections, name="corrections"),
    # /linjiang-daily/corrections.atom
    path("<newspaper:slug>/corrections.atom", views.corrections_feed, name="corrections-feed"),
    # /linjiang-daily/issues.atom
    path("<newspaper:slug>/issues.atom", views.issues_feed, name="issues-feed"),
    # /linjiang-daily/2026-03-14/ — a second edition of the day: 2026-03-14-2
    path("<newspaper:slug>/<issue:address>/", views.issue, name="issue"),
    # /linjiang-daily/2026-03-14/p3/
    path("<newspaper:slug>/<issue:address>/p<int:number>/", views.page, name="page"),
    # /linjiang-daily/2026-03-14/a12/ — #s345 is one part
    path("<newspaper:slug>/<issue:address>/a<int:number>/", views.article, name="article"),
    # /linjiang-daily/2026-03-14/a12/citation.ris — .bib, .csv, .json
    path(
        "<newspaper:slug>/<issue:address>/a<int:number>/citation.<citations:suffix>",
        views.article_citation,
        name="article-citation",
    ),
    # /linjiang-daily/2026-03-14/a12/before-correction/7/ — as it stood before correction c7
    path(
        "<newspaper:slug>/<issue:address>/a<int:number>/before-correction/<int:pk>/",
        views.former_version,
        name="former-version",
    ),
    # /preview/… — the same for editors, drafts included
    path("preview/<newspaper:slug>/<issue:address>/", views.preview_issue, name="preview-issue"),
    path("preview/<newspaper:slug>/<issue:address>/p<int:number>/", views.preview_page, name="preview-page"),
    path(
        "preview/<newspaper:slug>/<issue:address>/a<int:number>/",
        views.preview_article,
        name="preview-article",
    ),
]
