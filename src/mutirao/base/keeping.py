"""Secrets of the site: each made once, kept in the data folder, readable by its owner only."""

import os
import secrets
import tempfile
from pathlib import Path


def kept_secret(folder: Path) -> str:
    """The secret kept in this folder; made on first use."""
    return kept(folder / "secret.key", secrets.token_urlsafe(64).encode()).decode()


def kept(path: Path, fresh: bytes) -> bytes:
    """What this file keeps; `fresh` becomes it if there is none yet, whole or not at all."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)  # readable by its owner only
        with os.fdopen(handle, "wb") as file:
            file.write(fresh)
        try:
            os.link(name, path)
        except FileExistsError:  # another process was first: what it wrote counts
            pass
        finally:
            Path(name).unlink()
    return path.read_bytes()
