"""Where Django looks for what the desk shows; all of it stands in ``desk/``, a module a noun."""

from articles.desk import articles, issues, joins, newspapers, pages, people, photos

__all__ = ["articles", "issues", "joins", "newspapers", "pages", "people", "photos"]
