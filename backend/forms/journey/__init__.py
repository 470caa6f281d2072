"""A service's journey: what is asked, what was said, what is missing, what comes next.

Pure: a function of the service, the answers and the day. Answers are JSON by the question's id, the
rules' among them; those that decide (``steps_asked``, ``next_step``, ``fees``, ``refused_by``) take
them as ``settled`` gives them.

=========  ===========================================================
reading    what a form sent, read; answers shown again
layout     how the questions of a page lie on it
asking     which steps and questions are asked, and which is next
settling   answers without what is not asked, with what is calculated
missing    what has still to be answered
saying     an answer as people read it
=========  ===========================================================
"""

from backend.forms.journey.asking import (
    fees,
    fields_asked,
    next_step,
    refused_by,
    steps_asked,
    whole,
)
from backend.forms.journey.missing import missing
from backend.forms.journey.reading import Reading, read, shown
from backend.forms.journey.saying import said
from backend.forms.journey.settling import settled
from backend.forms.kinds.kind import Raw, Speech

__all__ = [
    "Raw",
    "Reading",
    "Speech",
    "fees",
    "fields_asked",
    "missing",
    "next_step",
    "read",
    "refused_by",
    "said",
    "settled",
    "shown",
    "steps_asked",
    "whole",
]
