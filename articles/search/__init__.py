"""The archive search: one analysis for index and query, one query tree, one engine, fed by a change log.

docs/search.md tells the design. `analysis`, `query`, `parsing` and `matching` are pure Python.
"""
