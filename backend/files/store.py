"""Where files lie: one small interface, and a folder on disk behind it."""

import errno
import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Protocol

STORE = "files.store"
"""Where the application keeps its Store, among its extensions."""
_NAME = re.compile(r"[0-9a-f]{32}")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class StoreFailed(Exception):
    """The file was not stored, and nothing of it is left."""


class StoreFull(StoreFailed):
    """There is no room for the file."""


class NotStored(KeyError):
    """There is no file of that name."""


class Store(Protocol):
    """Keeps bytes under names of its own making."""

    def put(self, content: bytes) -> str:
        """Keep ``content``; its name, once it would survive a power cut. Raises StoreFailed."""

    def read(self, name: str) -> bytes:
        """The bytes kept under ``name``. Raises NotStored."""

    def delete(self, name: str) -> None:
        """Keep ``name`` no longer. Nothing happens if there is no such file."""


class DiskStore:
    """A Store in the folder ``root``. Names are random, so that none tells of another."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, content: bytes) -> str:
        name = secrets.token_hex(16)
        path = self._path(name)
        part = path.with_suffix(".part")
        try:
            self._shelf(path.parent)
            with part.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.rename(path)
            _sync(path.parent)
        except OSError as error:
            for left in (part, path):
                with suppress(OSError):  # what failed is told below; a leftover is only untidy
                    left.unlink(missing_ok=True)
            failure = StoreFull if error.errno in _FULL else StoreFailed
            raise failure(f"{len(content)} bytes were not stored") from error
        return name

    def read(self, name: str) -> bytes:
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError as error:
            raise NotStored(name) from error

    def delete(self, name: str) -> None:
        with suppress(NotStored):
            self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise NotStored(name)
        return self.root / name[:2] / name

    def _shelf(self, folder: Path) -> None:
        """Make ``folder``, and every folder above it that is missing, to last."""
        missing = [f for f in (folder, *folder.parents) if not f.exists()]
        for new in reversed(missing):
            new.mkdir(exist_ok=True)
            _sync(new.parent)


def _sync(folder: Path) -> None:
    """Make the folder's list of names last: without it a stored file may lose its name."""
    entry = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(entry)
    finally:
        os.close(entry)
