"""Who may open what, and do what. Views fetch through these; what a user may not see is not there (404).

`opening` opens by address, `files` what is a file, `found` what a search found; `public` is what everybody
sees. `rights` says who may do what (`may`, for single rows), `reach` which newspapers' rows a user reaches at
all (`within_reach`, for lists, forms and searches).
"""

from articles.access.files import (
    Withheld,
    draft_page_image_or_404,
    page_source_or_404,
    photo_or_404,
    public_page_image_or_404,
    public_photo,
    withheld,
)
from articles.access.found import (
    cited_articles,
    found_articles,
    found_photos,
    nameable_columns,
    nameable_people,
)
from articles.access.opening import (
    Gone,
    article_or_404,
    column_or_404,
    former_version_or_404,
    issue_or_404,
    newspaper_or_404,
    page_or_404,
    person_or_404,
    text_layer,
    visible_articles,
    visible_issues,
    visible_pages,
    visible_parts,
    visible_photos,
)
from articles.access.public import (
    articles_by,
    articles_in,
    bylines_of,
    bylines_of_all,
    credits_of,
    credits_of_all,
    front_headlines,
    photos_by,
    public_columns,
    public_corrections,
    public_people,
)
from articles.access.reach import AnyUser, in_reach, newspaper_id_of, tied_to, within_reach
from articles.access.rights import may, open_to_change, sees_drafts

__all__ = [
    "AnyUser",
    "Gone",
    "Withheld",
    "article_or_404",
    "articles_by",
    "articles_in",
    "bylines_of",
    "bylines_of_all",
    "cited_articles",
    "column_or_404",
    "credits_of",
    "credits_of_all",
    "draft_page_image_or_404",
    "former_version_or_404",
    "found_articles",
    "found_photos",
    "front_headlines",
    "in_reach",
    "issue_or_404",
    "may",
    "nameable_columns",
    "nameable_people",
    "newspaper_id_of",
    "newspaper_or_404",
    "open_to_change",
    "page_or_404",
    "page_source_or_404",
    "person_or_404",
    "photo_or_404",
    "photos_by",
    "public_columns",
    "public_corrections",
    "public_page_image_or_404",
    "public_people",
    "public_photo",
    "sees_drafts",
    "text_layer",
    "tied_to",
    "visible_articles",
    "visible_issues",
    "visible_pages",
    "visible_parts",
    "visible_photos",
    "withheld",
    "within_reach",
]
