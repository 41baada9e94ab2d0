"""Fast entry: one story on one form, by keyboard, in the order in which print has it (docs/entry.md).

`story` is the story as lines of text, `stamps` tells whose change is whose, `form` checks what is typed,
`saving` are the verbs, `autosaves` keeps what is not saved yet, `pictures` takes photo files, `proposing`
splits what was pasted, `signing` tells how a byline is read; `things` says what is written on. `views` are
the addresses, `form_request` answers what the form sends, `answers` what its script does.
"""
