"""Words for residents: written once in the city's own language, translated in ``city.po``."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from babel.messages.catalog import Catalog, Message

# %(name)s, %s and {name}: what code puts into a sentence. A doubled sign is a plain one.
_HOLE = re.compile(r"%%|\{\{|\}\}|%\(\w+\)[#0 +-]*[\d.]*[a-zA-Z]|%[sd]|\{\w*\}")


@dataclass(frozen=True)
class Text:
    """A text of the city pack. ``key`` says where it stands: ``reports.categories.tree.name``;
    ``translations`` is filled in once, when the catalogues are read."""

    key: str
    source: str
    translations: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def in_(self, language: str) -> str:
        """The text in ``language``; in the city's own where there is no such translation."""
        return self.translations.get(language, self.source)


def template_of(texts: Iterable[Text]) -> Catalog:
    """What there is to translate."""
    template = Catalog()
    for text in texts:
        template.add(text.source, context=text.key)
    return template


def catalogue_faults(template: Catalog, po: Catalog) -> list[str]:
    """What is wrong with the translations in ``po`` of what ``template`` lists, a sentence each:
    missing, fuzzy, obsolete, or with other placeholders than the source. Empty means complete."""
    faults = []
    wanted = {(message.context, message.id) for message in template if message.id}
    for message in template:
        if message.id:
            faults += _translation_faults(message, po.get(_singular(message), message.context))
    for message in po:
        if message.id and (message.context, message.id) not in wanted:
            faults.append(f"{_name(message)} is no longer in the source; remove it.")
    for message in po.obsolete.values():
        faults.append(f"{_name(message)} is obsolete; remove it.")
    return faults


def _translation_faults(source: Message, translation: Message | None) -> list[str]:
    name = _name(source)
    if translation is None or translation.id != source.id:
        return [f"{name} has no translation; add it."]
    forms = _forms(translation.string)
    if not all(form.strip() for form in forms):
        return [f"{name} has an empty translation; fill it in."]
    faults = []
    if translation.fuzzy:
        faults.append(f"{name} is marked fuzzy; check it and remove the mark.")
    allowed = [_holes(text) for text in _forms(source.id)]
    for form in forms:
        # A singular may say "one" in words, so it may do with fewer; it may never have others.
        if _holes(form) not in allowed:
            faults.append(f'{name} has other placeholders in its translation "{form}".')
        if _edges(form) != _edges(_singular(source)):
            faults.append(f'{name} has other blanks at its ends in the translation "{form}".')
    return faults


def _forms(value: str | Iterable[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [""])


def _singular(message: Message) -> str:
    return _forms(message.id)[0]


def _holes(text: str) -> list[str]:
    return sorted(hole for hole in _HOLE.findall(text) if hole not in {"%%", "{{", "}}"})


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _name(message: Message) -> str:
    words = f'"{_singular(message)}"'
    return f"{message.context}: {words}" if message.context else words
