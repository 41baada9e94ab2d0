"""Several people at once: no save overwrites another's, nothing typed is lost (docs/together.md).

`snapshot` says what a form showed, `fields`, `rows` and `merging` bring three such states together, `keeping`
keeps what could not be saved, `saving` is what every form does about it, `views` the addresses beside them.
"""
