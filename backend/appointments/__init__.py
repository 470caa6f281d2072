"""A place at a counter at a time: hours that a service declares, and who comes.

It has no addresses of its own: a case books (room ``cases``), the desk sees and changes the hours
(room ``staff``, ``/staff/slots``). It knows codes of places and services, and neither of them.

==================  ===================================================================
actions             ``book``, ``move``, ``cancel``: one place for one person, also in a race
actions.office      hours closed, opened, with more or fewer people; who comes, noted
actions.reminding   by the clock: who comes tomorrow is told so, once
actions.leaving     who cancels her account gives her places back
queries             how it stands: free times, places with room, who is expected
hours               when people are received, as a service declares it: pure
hooks               what a room above does when the city cancels
notices             what people are told
==================  ===================================================================
"""

from flask import Flask
from flask_babel import lazy_gettext

from backend.appointments.actions.office import READ
from backend.identity import acts


def init_app(app: Flask) -> None:
    """Teach ``app`` the words of this room."""
    acts.call(READ, lazy_gettext("Vio quién viene a cita"))
