"""The kinds of question there are, and what each can do.

==========  ================================================
kind        what all kinds promise
line        a kind that is answered in one element
each        several questions, read one after another
letters     text, on one line or more
numbers     numbers, amounts of money
dates       days
choices     one of several, some of them, yes or no
codes       CURP, RFC, plates
contacts    phone numbers, mail addresses
address     where somebody lives
place       a place in the city
file        photos that were stored
signature   a name typed to sign
things      a list of things with questions of their own
calculated  what nobody types
==========  ================================================
"""

from collections.abc import Mapping

from backend.forms.kinds.address import ADDRESS
from backend.forms.kinds.calculated import CALCULATED
from backend.forms.kinds.choices import CHOICE, SEVERAL, YES_NO
from backend.forms.kinds.codes import CURP, PLATE, RFC
from backend.forms.kinds.contacts import EMAIL, PHONE
from backend.forms.kinds.dates import DATE
from backend.forms.kinds.file import FILE
from backend.forms.kinds.kind import FieldType
from backend.forms.kinds.letters import LONG_TEXT, TEXT
from backend.forms.kinds.numbers import MONEY, NUMBER
from backend.forms.kinds.place import PLACE
from backend.forms.kinds.signature import SIGNATURE
from backend.forms.kinds.things import Things

_KINDS: dict[str, FieldType] = {
    "text": TEXT,
    "longtext": LONG_TEXT,
    "number": NUMBER,
    "money": MONEY,
    "date": DATE,
    "choice": CHOICE,
    "several": SEVERAL,
    "yesno": YES_NO,
    "curp": CURP,
    "rfc": RFC,
    "plate": PLATE,
    "phone": PHONE,
    "email": EMAIL,
    "address": ADDRESS,
    "place": PLACE,
    "file": FILE,
    "signature": SIGNATURE,
    "calculated": CALCULATED,
}
_KINDS["list"] = Things(_KINDS)

KINDS: Mapping[str, FieldType] = _KINDS
"""By the name that a service's file gives them."""
