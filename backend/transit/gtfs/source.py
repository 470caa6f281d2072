"""The files of a feed, in a ZIP or in a folder, and what is not let in.

Nothing is ever unpacked to disk. Sizes are counted while reading, because what an archive says of
itself is not believed.
"""

import os
import stat
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from backend.transit.gtfs.findings import refusal

REQUIRED = ("agency.txt", "stops.txt", "routes.txt", "trips.txt", "stop_times.txt")
OPTIONAL = (
    "calendar.txt",
    "calendar_dates.txt",
    "frequencies.txt",
    "fare_attributes.txt",
    "fare_rules.txt",
    "feed_info.txt",
)
MOST_ARCHIVE_BYTES = 100 * 1024**2
MOST_BYTES = 256 * 1024**2
"""Of all files together, unpacked."""
MOST_ENTRIES = 10_000
TOO_LARGE = (
    f"is larger than the {MOST_BYTES // 1024**2} MB a feed may have in all; "
    "load one agency's feed at a time."
)


class Source(Protocol):
    """Where the files of a feed come from."""

    names: frozenset[str]
    """Those at the top of the feed, as they are spelled there."""

    def open(self, name: str) -> IO[bytes]:
        """One of ``names`` to read. FeedError if it is not a plain file."""


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """The feed at ``path``, a ZIP or a folder. FeedError if it is neither, or not to be trusted."""
    if path.is_dir():
        yield _Folder(path)
    elif not path.is_file():
        raise refusal(str(path), "there is no such file or folder.")
    elif path.stat().st_size > MOST_ARCHIVE_BYTES:
        raise refusal(path.name, TOO_LARGE)
    else:
        try:
            archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise refusal(path.name, f"is no ZIP that can be read ({error}).") from None
        with archive:
            yield _Archive(path.name, archive)


class _Folder:
    def __init__(self, path: Path) -> None:
        self._path = path
        self.names = frozenset(entry.name for entry in path.iterdir())

    def open(self, name: str) -> IO[bytes]:
        try:
            # Non-blocking, or a pipe in the place of a file would be waited for.
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            file = os.fdopen(os.open(self._path / name, flags), "rb")
        except OSError as error:
            raise refusal(name, f"cannot be opened ({error.strerror}).") from None
        about = os.fstat(file.fileno())
        if stat.S_ISREG(about.st_mode) and about.st_size <= MOST_BYTES:
            return file
        file.close()
        raise refusal(
            name, TOO_LARGE if stat.S_ISREG(about.st_mode) else "is not a file; put one there."
        )


class _Archive:
    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        entries = archive.namelist()
        if len(entries) > MOST_ENTRIES:
            raise refusal(name, f"holds {len(entries)} files; a feed has about a dozen.")
        for entry in entries:
            parts = entry.replace("\\", "/").split("/")
            if ".." in parts or parts[0] == "" or ":" in parts[0]:
                raise refusal(name, f"holds {entry!r}, which leads outside; make the ZIP anew.")
        twice = [entry for entry, times in Counter(entries).items() if times > 1]
        if twice:
            raise refusal(name, f"holds {twice[0]} twice; keep one of them.")
        self.names = frozenset(entry for entry in entries if "/" not in entry)
        if not self.names & {*REQUIRED} and (lower := _one_lower(entries)):
            raise refusal(
                name,
                f"has its files in the folder {lower!r}; they must stand at the top of the ZIP.",
            )
        if sum(archive.getinfo(known).file_size for known in self._known()) > MOST_BYTES:
            raise refusal(name, TOO_LARGE)

    def _known(self) -> frozenset[str]:
        return self.names & {*REQUIRED, *OPTIONAL}

    def open(self, name: str) -> IO[bytes]:
        try:
            return self._archive.open(name)
        except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
            raise refusal(name, f"cannot be unpacked ({error}); make the ZIP anew.") from None
        except RuntimeError:
            raise refusal(name, "is locked with a password; make the ZIP without one.") from None


def _one_lower(entries: list[str]) -> str:
    """The folder in which the files stand instead of at the top."""
    folders = (entry.rpartition("/") for entry in entries)
    return next((folder for folder, _, name in folders if name in REQUIRED), "")
