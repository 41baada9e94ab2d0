"""What is found: a search's address, rows, facets and citations, for the public pages and for the desk."""
