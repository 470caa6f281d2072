"""A city is data: a folder with its names, colours, places, categories and translations.

``load_city`` reads one and checks all of it at start; nothing about a city is in Python.

============  =======================================================================
``model``     what a city is once it was read: frozen values
``texts``     a text for residents in every language of the city; faults of catalogues
``section``   one table of a TOML file, read key by key, every mistake noted
``settings``  the keys of ``city.toml``
``reports``   the keys of ``reports.toml``
``places``    the keys of ``places.toml``
``money``     sums in the money of the city's country
``read``      a whole pack: its files and catalogues, checked
``extract``   the texts of a pack for Babel, so that translators work on ``.po`` files
============  =======================================================================
"""

from backend.kernel.city.model import (
    Borough,
    Category,
    City,
    Department,
    Gazetteer,
    Known,
    Language,
    Option,
    Palette,
    Phone,
    PlaceKind,
    Question,
    Quiet,
    dial,
)
from backend.kernel.city.read import CityError, load_city
from backend.kernel.city.texts import Text, catalogue_faults

__all__ = [
    "Borough",
    "Category",
    "City",
    "CityError",
    "Department",
    "Gazetteer",
    "Known",
    "Language",
    "Option",
    "Palette",
    "Phone",
    "PlaceKind",
    "Question",
    "Quiet",
    "Text",
    "catalogue_faults",
    "dial",
    "load_city",
]
