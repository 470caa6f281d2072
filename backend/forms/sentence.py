"""Sentences for people, written in the language of the code and translated where they are shown:
what decides knows neither a request nor a language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Translate = Callable[[str], str]
"""Gives a sentence of the code in the reader's language, as gettext does."""


@dataclass(frozen=True)
class Sentence:
    """``source`` as it stands in the catalogues, with what goes into its ``%(holes)s``."""

    source: str
    values: Mapping[str, object] = field(default_factory=dict)

    def in_(self, translate: Translate) -> str:
        """The sentence in the language that ``translate`` speaks."""
        said = translate(self.source)
        return said % self.values if self.values else said


def sentence(source: str, **values: object) -> Sentence:
    """A sentence. Import it as ``_``: by that name translators find what it says."""
    return Sentence(source, values)
