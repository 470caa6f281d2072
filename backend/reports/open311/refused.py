"""Why something was not done, for whoever wrote the app and for whoever uses it."""


class Refused(Exception):
    """Answered with ``status`` and each of ``sentences`` as an error of its own."""

    def __init__(self, status: int, *sentences: str, code: int | None = None) -> None:
        super().__init__(*sentences)
        self.status = status
        self.sentences = sentences
        self.code = code or status
