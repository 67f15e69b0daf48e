"""An interview from the command line: begun, ended in whichever way, and what is said then."""

from __future__ import annotations

from collections.abc import Sequence

from procwiz import console, store
from procwiz.console import Manner
from procwiz.core.asking import Asker, Grid, InputEnded, Interrupted, Said, Tone
from procwiz.core.walk import Scope
from procwiz.errors import UsageFault
from procwiz.interview import Ending, Interview
from procwiz.language import Language
from procwiz.session import Session


def converse(
    book: Session,
    language: Language,
    ways: Manner,
    scope: Scope,
    start: str | None = None,
    *,
    opening: Sequence[Said | Grid] = (),
) -> None:
    """Lead the person through a part of a plan; however it ends, what was answered is kept and that is said."""
    book.may_write()
    asker = console.face(ways, language)
    for part in opening:
        asker.say(part)
    try:
        ending = Interview(book, asker, language, scope).run(start)
    except (InputEnded, Interrupted, KeyboardInterrupt):
        _saved(asker, book, language)
        raise
    book.refresh()
    if ending is Ending.LEFT:
        _saved(asker, book, language)
    else:
        _done(asker, book, language, scope)


def welcome(title: str, language: Language, scope: Scope) -> list[Said | Grid]:
    """What a new plan's first interview opens with."""
    return [
        Said(title, Tone.TITLE),
        Said(language("cli.welcome.quick" if scope.quick else "cli.welcome.full")),
        Said(language("cli.welcome.keys"), Tone.HELP),
    ]


def _saved(asker: Asker, book: Session, language: Language) -> None:
    if not book.born:
        asker.say(Said(language("cli.nothing_yet"), Tone.NOTICE))
        return
    book.refresh()
    asker.say(Said(language("cli.saved", folder=book.folder), Tone.RECORDED))
    asker.say(Said(language("cli.saved.next", command=_resume(book))))


def _resume(book: Session) -> str:
    folder = str(book.folder)
    return f'procwiz resume "{folder}"' if " " in folder else f"procwiz resume {folder}"


def _done(asker: Asker, book: Session, language: Language, scope: Scope) -> None:
    if not book.born:
        asker.say(Said(language("cli.nothing_yet"), Tone.NOTICE))
        return
    progress = book.plan.total
    asker.say(Said(language("cli.done.quick" if scope.quick else "cli.done"), Tone.TITLE))
    counted = language("cli.done.count", answered=progress.answered, deferred=progress.deferred, open=progress.open)
    asker.say(Said(counted))
    for path in _paper(asker, book, language) if scope.quick else ():
        asker.say(Said(language("cli.done.paper", file=path), Tone.RECORDED))
    if scope.quick and book.plan.process.table:
        asker.say(Said(language("cli.done.advise")))
    asker.say(Said(language("cli.saved.next", command=_resume(book))))


def _paper(asker: Asker, book: Session, language: Language) -> list[str]:
    """Write the steering group's paper, so that the quick scan ends with something to hand over.

    Where the organisation's settings or template are wrong it is said, and the scan ends as it should.
    """
    from procwiz import publishing, session
    from procwiz.commands.dressing import dressed
    from procwiz.render.faulty import TemplateFaulty

    day = session.today()
    folder = book.folder / store.DOCUMENTS / day.isoformat()
    try:
        wanted = publishing.Order(("steering-group",), ("html", "md"), (language.code,), day, dressed())
        return [str(path) for path in publishing.publish(book.plan, book.folder, wanted, folder, force=True)]
    except (UsageFault, TemplateFaulty) as fault:
        asker.say(Said(language.say(fault.message), Tone.FAULT))
        asker.say(Said(language("dress.no_paper")))
        return []
