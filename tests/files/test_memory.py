"""However large the picture, the server stays up: measured in a process of its own, for Python
does not see what the decoders take."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
MOST_MB = 240

MEASURE = """
import resource, sys
from threading import Thread
from PIL import Image
from backend.files.check import PhotoRefused
from backend.files.encode import photo_from
Image.init()
def take():
    with open(sys.argv[1], "rb") as file:
        try:
            photo_from(file)
        except PhotoRefused as refused:
            print(refused.reason)
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
before = peak()
threads = [Thread(target=take) for _ in range(3)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(peak() - before)
"""

WORST: dict[str, tuple[str, tuple[int, int], str, dict[str, Any]]] = {
    "PNG": ("RGBA", (7071, 7071), "PNG", {"compress_level": 1}),
    "long PNG": ("RGB", (50_000_000, 1), "PNG", {"compress_level": 1}),
    "GIF": ("P", (7071, 7071), "GIF", {"transparency": 0}),
    "JPEG": ("RGB", (7071, 7071), "JPEG", {}),
    "long JPEG": ("RGB", (50_000, 1_000), "JPEG", {}),
    "progressive JPEG": ("RGB", (5270, 5270), "JPEG", {"progressive": True, "subsampling": 0}),
    "CMYK JPEG": ("CMYK", (4600, 4600), "JPEG", {"progressive": True}),
    "WebP": ("RGBA", (3500, 3500), "WEBP", {"lossless": True, "method": 0}),
}


# One of each format; what else is as large is with the proofs.
ONCE = ("PNG", "GIF", "progressive JPEG", "WebP")
ASKED = [name if name in ONCE else pytest.param(name, marks=pytest.mark.proof) for name in WORST]


@pytest.mark.parametrize("name", ASKED)
def test_the_worst_allowed_picture_sent_three_times_at_once(tmp_path: Path, name: str) -> None:
    mode, size, format, options = WORST[name]
    path = tmp_path / "worst"
    Image.new(mode, size).save(path, format, **options)
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    *refused, peak = done.stdout.split()
    assert refused == []
    assert int(peak) < MOST_MB
