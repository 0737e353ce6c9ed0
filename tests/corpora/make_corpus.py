"""Writes the corpus of certificates: `python -m tests.corpora.make_corpus`.

good/ must be accepted, wrong/rejected/ must be rejected, wrong/malformed/ must be called malformed.
"""

from __future__ import annotations

from pathlib import Path

from tests.corpora.good_certificates import GOOD
from tests.corpora.parts import text
from tests.corpora.wrong_certificates import MALFORMED, REJECTED

HERE = Path(__file__).parent


def corpus() -> dict[str, bytes]:
    """The bytes of every file, by its path inside the corpus."""
    files: dict[str, bytes] = {f"good/{name}.json": text(document).encode() for name, document in GOOD.items()}
    files |= {f"wrong/rejected/{name}.json": text(document).encode() for name, document in REJECTED.items()}
    for name, content in MALFORMED.items():
        files[f"wrong/malformed/{name}"] = content if isinstance(content, bytes) else content.encode()
    return files


def write(folder: Path) -> None:
    """All files, and nothing else, into a folder."""
    for old in [*folder.glob("good/*"), *folder.glob("wrong/*/*")]:
        old.unlink()
    for name, content in corpus().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    write(HERE)
