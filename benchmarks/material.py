"""What is measured with: processes of many questions, plans of many events, and the same for the peers."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from procwiz import library, session, store
from procwiz.core import sheet
from procwiz.core.building import build
from procwiz.core.journal import Draft, Event, journal, seal, write_line
from procwiz.core.plan import Card, Plan
from procwiz.core.process import Process

PHASES = 5
JOURNAL = Path(store.JOURNAL) / "lene-00000000.jsonl"
CREATED = date(2026, 11, 2)
START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
ANSWER = "Det ved de ansatte allerede i dag, og de kan vise det."


# -- a process of so many questions ------------------------------------------------------


def keys(questions: int) -> list[str]:
    """Name the questions of a synthetic process: five phases, as many questions, an even number, in each."""
    each = questions // PHASES
    return [f"p{number // each}.q{number}" for number in range(each * PHASES)]


def asked_if(key: str) -> str:
    """The question on which one rests, that before it; empty for every other one, which is always asked."""
    phase, _, name = key.partition(".q")
    return f"{phase}.q{int(name) - 1}" if int(name) % 2 else ""


def process_folder(folder: Path, questions: int) -> Path:
    """Write a process: of each two questions the first is a yes or no, and the second asked where it is yes."""
    roles = "roles: [{key: lead, title: Projektleder}]\n"
    named = ", ".join(f"p{number}" for number in range(PHASES))
    head = f'key: made\nversion: "1"\ntitle: En proces\nlanguages: [da]\n{roles}phases: [{named}]\n'
    _write(folder / "process.yaml", head)
    own = {"id": "own", "title": "Egen vurdering", "publisher": "procwiz", "certainty": "own"}
    _write(folder / "sources.yaml", f"- {_json(own)}\n")
    for number in range(PHASES):
        asked = [key for key in keys(questions) if key.startswith(f"p{number}.")]
        lines = "".join(f"  - {_json(_question(key))}\n" for key in asked)
        gate = _json({"key": f"G{number}", "title": "Kan I gå videre?", "decided_by": "lead"})
        text = f"key: p{number}\ntitle: Fase {number}\npurpose: I siger, hvad I ved.\nquestions:\n{lines}gate: {gate}\n"
        _write(folder / f"p{number}.yaml", text)
    return folder


def _question(key: str) -> dict[str, object]:
    rests_on = asked_if(key)
    words = {"title": f"Emne {key}", "ask": ask(key), "help": "Skriv det, I ved.", "why": "Så kan I huske det."}
    rest = {"example": "Ja, det gør vi.", "source": ["own"], "role": "lead", "required": True}
    when: dict[str, object] = {"when": {rests_on: "yes"}} if rests_on else {}
    return {"key": key, "kind": "text" if rests_on else "yes_no", **words, **rest, **when}


def ask(key: str) -> str:
    """What a question says; ends so that none is the beginning of another."""
    return f"Hvad gælder for {key}."


def answers(questions: int) -> dict[str, object]:
    """Answer every question of a synthetic process."""
    return {key: ANSWER if asked_if(key) else True for key in keys(questions)}


def made_plan(folder: Path, questions: int, given: int | None = None) -> Plan:
    """Make a synthetic plan in memory, all or the first so many questions answered."""
    process = build(library.load(process_folder(folder, questions)), "da")
    card = Card("p1", "Mange spørgsmål", process.key, process.version, process.digest, "da", CREATED)
    drafts = _drafts(Plan(card, process, journal(())), dict(islice(answers(questions).items(), given)))
    return Plan(card, process, journal(sealed(drafts)))


# -- the shipped process, filled in --------------------------------------------------------


def shipped() -> Path:
    """The folder of the shipped process."""
    return library.find("innovative-procurement")


def full_answers(process: Process) -> dict[str, object]:
    """Answer every question of any process, be it one that does not apply."""
    return {question.key: _value(raw) for question, raw in _raws(process)}


def _raws(process: Process) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    raws = {part["key"]: part for phase in library.load(shipped())["process"]["phases"] for part in phase["questions"]}
    return ((question, raws[question.key]) for question in process.questions.values())


def _value(raw: Mapping[str, Any]) -> object:
    match raw["kind"]:
        case "choice":
            return raw["options"][0]["code"]
        case "choices":
            return [raw["options"][0]["code"]]
        case "number":
            return max(int(float(raw.get("min") or 0)), min(4, int(float(raw.get("max") or 4))))
        case "table":
            return [{"id": f"r{row}", **{part["code"]: _value(part) for part in raw["columns"]}} for row in range(3)]
    return {
        "yes_no": True, "money": 2_000_000, "percent": 50, "date": "2027-03-15", "scale": 3,
        "link": "https://example.org/koeb",
    }.get(raw["kind"], ANSWER)  # fmt: skip


def shipped_process() -> Process:
    """The shipped process, in Danish."""
    return build(library.load(shipped()), "da")


# -- journals ----------------------------------------------------------------------------------


def _drafts(plan: Plan, given: Mapping[str, object]) -> tuple[Draft, ...]:
    found = sheet.read(plan, given, lambda: "r")
    if found.faults:
        raise ValueError(found.faults[0])
    return found.drafts


def sealed(drafts: Iterator[Draft] | tuple[Draft, ...]) -> list[Event]:
    """Make events of drafts, one author's, a second apart, each upon the one before on its subject."""
    heads: dict[str, tuple[str, ...]] = {}
    events = []
    for number, draft in enumerate(drafts):
        event = seal(
            draft,
            id=hashlib.sha256(str(number).encode()).hexdigest()[:16],
            at=(START + timedelta(seconds=number)).isoformat(timespec="microseconds").replace("+00:00", "Z"),
            by="Lene",
            via="interview",
            prev=heads.get(draft.subject, ()),
            salt=f"{number:016x}",
        )
        heads[draft.subject] = (event.id,)
        events.append(event)
    return events


def full_plan(parent: Path, events: int | None = None, title: str = "Fuld plan") -> Path:
    """Make a plan of the shipped process with every question answered, or with so many events, on the disk."""
    compiled = library.load(shipped())
    folder = store.create(parent, title, "da", CREATED, compiled)
    process = build(compiled, "da")
    drafts = _drafts(Plan(store.read_card(folder), process, journal(())), full_answers(process))
    chosen = drafts if events is None else tuple(islice(cycle(drafts), events))
    _write(folder / JOURNAL, "".join(map(write_line, sealed(chosen))))
    return _whole(folder)


def many_plans(parent: Path, plans: int, events: int) -> Path:
    """Make many plans with answers alike; the process, as every plan carries it, is one file by many names."""
    compiled = library.load(shipped())
    first = full_plan(parent, events, "Plan 0")
    lines = (first / JOURNAL).read_text(encoding="utf-8")
    for number in range(1, plans):
        folder = store.create(parent, f"Plan {number}", "da", CREATED, compiled)
        _write(folder / JOURNAL, lines)
        (folder / store.PROCESS).unlink()
        os.link(first / store.PROCESS, folder / store.PROCESS)
    _whole(folder if plans > 1 else first)
    return parent


def _whole(folder: Path) -> Path:
    """See that a plan made here can be read: one that cannot is listed in no time."""
    _, reading = session.open_plan(folder)
    if reading.damages:
        raise ValueError(reading.damages[0])
    return folder


# -- the same for the peers ------------------------------------------------------------------------


def copier_template(folder: Path, questions: int) -> Path:
    """Write a template of copier that asks the same and lists what applies."""
    lines = []
    for name in names(questions):
        rests_on = name_of(asked_if(name.replace("_", ".")))
        kind = {"type": "str", "when": f"{{{{ {rests_on} }}}}", "default": ""} if rests_on else {"type": "bool"}
        lines.append(f"{name}: {_json({**kind, 'help': ask(name)})}\n")
    _write(folder / "copier.yml", "_templates_suffix: .jinja\n" + "".join(lines))
    _write(folder / "paper.md.jinja", jinja_paper(questions))
    return folder


def copier_texts(folder: Path, questions: int) -> Path:
    """Write a template of copier that asks for texts alone: a yes or no it takes without Enter."""
    lines = (f"{name}: {_json({'type': 'str', 'help': ask(name)})}\n" for name in names(questions))
    _write(folder / "copier.yml", "".join(lines))
    return folder


def cookiecutter_template(folder: Path, questions: int) -> Path:
    """Write a template of cookiecutter with the same values; it has no conditions of its own."""
    values = {name: "" if asked_if(name.replace("_", ".")) else "yes" for name in names(questions)}
    _write(folder / "cookiecutter.json", _json({"folder": "out", **values}))
    paper = jinja_paper(questions, "cookiecutter.")
    _write(folder / "{{cookiecutter.folder}}" / "paper.md", paper)
    return folder


def names(questions: int) -> list[str]:
    """Name the questions as variables."""
    return [name_of(key) for key in keys(questions)]


def name_of(key: str) -> str:
    """Name a question as a variable: `p0.q1` is `p0_q1`."""
    return key.replace(".", "_")


def named_answers(questions: int) -> dict[str, object]:
    """The answers by the names of variables."""
    return {name_of(key): value for key, value in answers(questions).items()}


def jinja_paper(questions: int, before: str = "") -> str:
    """Write a Jinja template that lists what was answered, a heading each, what does not apply left out."""
    parts = ["# Oplæg\n"]
    for key in keys(questions):
        rests_on = asked_if(key)
        part = f"\n## {key}\n\n{{{{ {before}{name_of(key)} }}}}\n"
        parts.append(f"{{% if {before}{name_of(rests_on)} %}}{part}{{% endif %}}" if rests_on else part)
    return "".join(parts)


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
