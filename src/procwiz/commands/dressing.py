"""The organisation's look, as a command takes it that writes documents: from the settings, every fault said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from procwiz import console, publishing
from procwiz.core.messages import Message, Misread
from procwiz.errors import UsageFault

if TYPE_CHECKING:
    from procwiz.render.dress import Dress


def dressed(templates: str = "") -> Dress:
    """Read the look; a folder of `templates` named on the command line comes instead of the one in the settings.

    Raises:
        UsageFault: where the settings are faulty, with every fault said, or where there is no such folder.
    """
    from procwiz.render.dress import settings

    file, known = console.config_path(), publishing.template_names()
    try:
        dress = settings.read(console.config(), file, known, console.SETTINGS)
    except settings.SettingsFaulty as faulty:
        language = console.user_language()
        for fault in faulty.faults:
            console.tell(language.say(fault))
        raise UsageFault(Message("dress.refused", {"file": str(file), "n": len(faulty.faults)})) from None
    if not templates:
        return dress
    return replace(dress, templates=own_templates(templates))


def own_templates(folder: str) -> Path:
    """Take the folder of templates named on the command line; raise `UsageFault` where it is none."""
    from procwiz.render.dress import settings

    try:
        return settings.templates(Path(folder), publishing.template_names())
    except Misread as misread:
        raise UsageFault(misread.message) from None
