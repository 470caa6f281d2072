"""What a page asks: the answers as they were typed, and what is wrong with them."""

from collections.abc import Mapping

from backend.forms import text

MOST = 500


class Asked:
    """The answers to a page, by the name of the field. Secrets are read with ``secret`` and are
    never shown again."""

    def __init__(self, form: Mapping[str, str] | None = None) -> None:
        self._form = form or {}
        self.typed: dict[str, str] = {}
        self.wrong: dict[str, str] = {}

    def line(self, name: str) -> str:
        """An answer on one line, cleaned."""
        self.typed[name] = text.line(self._form.get(name, "")[:MOST])
        return self.typed[name]

    def one_of(self, name: str, *choices: str) -> str:
        """An answer among ``choices``, or ""."""
        answer = self._form.get(name, "")
        self.typed[name] = answer if answer in choices else ""
        return self.typed[name]

    def secret(self, name: str) -> str:
        """An answer as it was typed, to the letter."""
        return self._form.get(name, "")

    def refuse(self, name: str, sentence: object) -> None:
        """Say what is wrong with an answer; the first word on it counts."""
        self.wrong.setdefault(name, str(sentence))

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What is wrong, for the summary: the field's id and the sentence."""
        return list(self.wrong.items())
