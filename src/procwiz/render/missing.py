"""What is said where a format needs a library that is not installed."""

from __future__ import annotations

from importlib.util import find_spec

from procwiz.core.messages import Message
from procwiz.errors import CouldNot

EXTRAS = {"docx": "office", "pdf": "pdf", "xlsx": "office"}
"""The extra that each format needs; the others need none."""
_MODULES = {
    "docx": ("docx", "resvg_py", "font_source_sans_pro"),
    "pdf": ("typst", "font_source_sans_pro"),
    "xlsx": ("xlsxwriter",),
}


def refuse_without(form: str) -> None:
    """Raise `CouldNot`, which names the command that installs it, where a library of the format's is missing."""
    extra = EXTRAS.get(form, "")
    if not all(map(_is_there, _MODULES.get(form, ()))):
        raise CouldNot(
            Message("render.no_extra", {"format": form}),
            Message("render.no_extra.remedy", {"command": f'pip install "procwiz[{extra}]"'}),
        )


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except (ImportError, ValueError):  # a module that is blocked, or half there
        return False
