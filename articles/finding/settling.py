"""An address put to the archive as it is today: which newspaper, person and days it means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from articles.finding.address import ReadAddress
from articles.models import Newspaper, Person


def settled(read: ReadAddress, newspapers: Iterable[Newspaper]) -> ReadAddress:
    """The address that a search is asked and linked by, for results, exports and feeds alike.

    ``newspapers`` are all that are searched; another one in the address says nothing. A person that was
    merged means the one that it lives on in, so that an address that was kept finds what it found.
    """
    address, unread = read.address, read.unread
    if address.newspaper and address.newspaper not in {one.slug for one in newspapers}:
        address, unread = replace(address, newspaper=""), (*unread, "newspaper")
    if address.person:
        person = Person.objects.filter(pk=address.person).select_related("merged_into").first()
        if person is not None and person.merged_into is not None:
            address = replace(address, person=str(person.root.pk))
    return replace(read, address=address, unread=unread)
