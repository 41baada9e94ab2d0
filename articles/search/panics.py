"""What the Rust code of the engine raises where it gives up, as an error: by itself it is no `Exception`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class Panic(Exception):
    """The engine gave up in the middle, as it does where a file does not hold what it should."""


@contextmanager
def panics_as_errors() -> Iterator[None]:
    """Raises `Panic` where the engine panics inside; also a decorator."""
    try:
        yield
    except BaseException as error:
        # The class is made anew in each extension module, and none of them gives it a name to import.
        if isinstance(error, Exception) or type(error).__module__ != "pyo3_runtime":
            raise
        raise Panic(str(error)) from error
