"""Whose inboxes are open on this phone."""

from backend.kernel import audit
from backend.kernel.access import held_keys, somebody
from backend.reports.parties import inboxes_of


def mine() -> list[str]:
    """The inbox of who is signed in and those of the keys that this phone holds; while she acts for
    another, that other's alone."""
    person = somebody()
    if person and person.helps:
        return [audit.person(person.helps.id)]
    return [*([audit.person(person.id)] if person else []), *inboxes_of(held_keys())]
