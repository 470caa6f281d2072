"""What a page asks: the answers as they were typed, and what is wrong with them."""

from collections.abc import Mapping

from backend.forms import text

MOST = 500


class Asked:
    """The answers to a page, by the name of the field, asked in the page's order. Secrets are read
    with ``secret`` and are never shown again."""

    def __init__(self, form: Mapping[str, str] | None = None) -> None:
        self._form = form or {}
        self.typed: dict[str, str] = {}
        self.wrong: dict[str, str] = {}
        self._order: list[str] = []

    def line(self, name: str) -> str:
        """An answer on one line, cleaned."""
        self._order.append(name)
        self.typed[name] = text.line(self._form.get(name, "")[:MOST])
        return self.typed[name]

    def one_of(self, name: str, *choices: str) -> str:
        """An answer among ``choices``, or ""."""
        self._order.append(name)
        answer = self._form.get(name, "")
        self.typed[name] = answer if answer in choices else ""
        return self.typed[name]

    def secret(self, name: str) -> str:
        """An answer as it was typed, to the letter."""
        self._order.append(name)
        return self._form.get(name, "")

    def refuse(self, name: str, sentence: object) -> None:
        """Say what is wrong with an answer; the first word on it counts."""
        self.wrong.setdefault(name, str(sentence))

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What is wrong, for the summary: the field's id and the sentence, in the page's order."""
        asked = {name: at for at, name in enumerate(self._order)}
        return sorted(self.wrong.items(), key=lambda each: asked.get(each[0], len(asked)))
