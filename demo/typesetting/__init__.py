"""Sets newspaper pages as PDF, with the truth of what was set: a development tool.

``python -m demo.typesetting`` tells its commands. The demo's own pages come from linjiang.py; papers.py makes
papers of many looks, on which the readers of this project are tried.
"""
