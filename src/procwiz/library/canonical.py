"""The one form a compiled process has as text, and the digest taken of it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def canonical(compiled: Mapping[str, Any]) -> bytes:
    """Write a compiled process, without its digest, in the one form its digest is taken of.

    >>> canonical({"b": 1, "a": "å", "digest": "x"}).decode()
    '{"a":"å","b":1}'
    """
    content = {name: part for name, part in compiled.items() if name != "digest"}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest(compiled: Mapping[str, Any]) -> str:
    """Take the digest of a compiled process, sha256 in hex."""
    return hashlib.sha256(canonical(compiled)).hexdigest()
