"""Which language the person speaks, found without importing anything more."""

from __future__ import annotations

import os

LANGUAGES = ("da", "en")
_NAMES = ("PROCWIZ_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def spoken() -> str:
    """Find the code of the person's language: PROCWIZ_LANG, else the system's, else Danish; English where unknown."""
    named = next((os.environ[name] for name in _NAMES if os.environ.get(name)), "")
    if not named and os.name == "nt":
        import locale

        named = locale.getlocale()[0] or ""
    code = named[:2].lower()
    if code in LANGUAGES:
        return code
    return "da" if code in {"", "c", "c.", "po"} else "en"
