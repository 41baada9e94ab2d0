"""版面计划 (flatplan): an issue's pages on one desk page, in order, added, taken out; the next issue.

`board` is what the plan shows, `verbs` changes it, `making` makes issues, `views` answers (docs/flatplan.md).
"""
