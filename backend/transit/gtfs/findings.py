"""What reading a feed finds: faults, which keep it out, and notes, which do not.

All faults of a feed are gathered before it is refused, so that its maker hears of everything at
once; beyond MOST_FAULTS they are only counted.
"""

MOST_FAULTS = 100


class FeedError(Exception):
    """The feed cannot be taken: ``faults`` has a sentence for each reason."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class Findings:
    """What one reading gathers."""

    def __init__(self) -> None:
        self._faults: list[str] = []
        self._uncounted = 0
        self._notes: dict[tuple[str, str], tuple[str, int]] = {}

    def fault(self, place: str, what: str) -> None:
        """Say ``what`` is wrong at ``place`` and what to do about it."""
        if len(self._faults) < MOST_FAULTS:
            self._faults.append(f"{place}: {what}")
        else:
            self._uncounted += 1

    def note(self, file: str, what: str, where: str = "") -> None:
        """Say something about ``file`` that is worth knowing; the same of many lines is said once,
        with the first."""
        place, times = self._notes.get((file, what), (where or file, 0))
        self._notes[file, what] = place, times + 1

    def refuse_faulty(self) -> None:
        """Raise FeedError if there was any fault."""
        if not self._faults:
            return
        more = [f"... and {self._uncounted} more."] if self._uncounted else []
        raise FeedError(self._faults + more)

    @property
    def notes(self) -> list[str]:
        """The notes as sentences, in the order they came up."""
        return [
            f"{place}: {what}" + (f" ({times} lines)" if times > 1 else "")
            for (_, what), (place, times) in self._notes.items()
        ]


def refusal(place: str, what: str) -> FeedError:
    """The error of a feed that cannot even be read on."""
    return FeedError([f"{place}: {what}"])
