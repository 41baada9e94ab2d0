"""The newspaper in the database; each module one noun. ARCHITECTURE.md draws how they hang together."""

from articles.models.article import Article
from articles.models.autosave import Autosave
from articles.models.change import Change
from articles.models.column import Column
from articles.models.correction import Correction
from articles.models.handling import Handling, without_own
from articles.models.issue import Issue
from articles.models.job import Job, JobFile, JobPage
from articles.models.jump import Join, Jump, jumps_of
from articles.models.newspaper import RESERVED_SLUGS, Newspaper
from articles.models.override import Override
from articles.models.page import LeftOutText, Page, PageSource
from articles.models.page_image import PageImage, PageText
from articles.models.part import ArticlePart
from articles.models.person import Byline, Person, PhotoCredit
from articles.models.photo import Photo, Rendition
from articles.models.presence import Presence, UnsavedText
from articles.models.role import Membership, Role
from articles.models.saved_search import SavedSearch
from articles.models.stage import Stage, Verb
from articles.models.word_entry import WordEntry

__all__ = [
    "RESERVED_SLUGS",
    "Article",
    "ArticlePart",
    "Autosave",
    "Byline",
    "Change",
    "Column",
    "Correction",
    "Handling",
    "Issue",
    "Job",
    "JobFile",
    "JobPage",
    "Join",
    "Jump",
    "LeftOutText",
    "Membership",
    "Newspaper",
    "Override",
    "Page",
    "PageImage",
    "PageSource",
    "PageText",
    "Person",
    "Photo",
    "PhotoCredit",
    "Presence",
    "Rendition",
    "Role",
    "SavedSearch",
    "Stage",
    "UnsavedText",
    "Verb",
    "WordEntry",
    "jumps_of",
    "without_own",
]
