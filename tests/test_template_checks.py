"""`process check` holds templates against the process, both ways, and names every problem at its file and line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from support import ROOT, SHIPPED, SMALL, empty_plan, process
from test_documents import LANGUAGES, TEMPLATES

from procwiz.core.document import NAMES, build
from procwiz.core.document.shape import TEXT, UNSEEN, Shape, merged, shape
from procwiz.core.document.specimen import DAY, marks, specimens, unconditional
from procwiz.core.plan import Standing
from procwiz.core.problems import Problem
from procwiz.language import Language
from procwiz.render.checking import check, document_shape

DANISH = Language("da")
PLAN = (TEMPLATES / "plan.md.j2").read_text(encoding="utf-8")
PAGE = (TEMPLATES / "page.html.j2").read_text(encoding="utf-8")
GUIDE = ROOT / "docs" / "templates.md"


def found(folder: Path, templates: Mapping[str, str], process_folder: Path = SMALL) -> list[Problem]:
    """Check templates given by name."""
    for name, text in templates.items():
        (folder / name).write_text(text, encoding="utf-8")
    return check(process(process_folder), TEMPLATES, folder, DANISH)


def places(problems: list[Problem]) -> list[str]:
    """Give each problem as file:line and code."""
    return [f"{Path(part.place.file).name}:{part.place.line} {part.code}" for part in problems]


def text(problem: Problem) -> str:
    """Say a problem and its remedy."""
    return f"{DANISH.say(problem.message)} {DANISH.say(problem.remedy)}"


@cache
def shapes(folder: Path = SHIPPED) -> Mapping[str, Shape]:
    """Find the shape of each document."""
    plans = specimens(process(folder))
    return {name: document_shape([build(plan, name, DAY, DANISH.say) for plan in plans]) for name in NAMES}


# -- the shipped ones ------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", [SHIPPED, SMALL], ids=["shipped", "small"])
def test_the_shipped_templates_fit_every_process(folder: Path, language: str) -> None:
    """Our own templates ask for nothing that is not there, and print every question of the process."""
    assert [] == check(process(folder, language), TEMPLATES, None, Language(language))


# -- names that are not there ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("{{ words.overveiw }}", "template_name", "»overveiw«. Mente du »overview«?"),
        ("{{ titel }}", "template_name", "»titel«. Mente du »title«?"),
        ('{{ answers["no.such.key"].value }}', "template_key", "intet spørgsmål"),
        ('{{ answers["first.challenge"].valu }}', "template_name", "Mente du »value«?"),
        ("{% for phase in phases %}{{ phase.titel }}{% endfor %}", "template_name", "Mente du »title«?"),
        ("{% for label, value in meta %}{{ value.x }}{% endfor %}", "template_name", "»x«"),
        ("{% for a in ahead %}{% for b in a.gate_titel %}{% endfor %}{% endfor %}", "template_name", "»gate_titel«"),
        ("{% if not title %}{{ never.reached }}{% endif %}", "template_name", "»never«"),
        ("{% if not title %}{% else %}{{ typo }}{% endif %}", "template_name", "»typo«"),
        ("{% for x in phases %}{% else %}{{ typo }}{% endfor %}", "template_name", "»typo«"),
        ("{% for x in phases if x.typo %}{% endfor %}", "template_name", "»typo«"),
        ("{{ title if typo else title }}", "template_name", "»typo«"),
        ("{% set one = pictures.strip %}{{ one.typo }}", "template_name", "»typo«"),
        ("{% for one in (pictures.strip, pictures.risks) %}{{ one.typo }}{% endfor %}", "template_name", "»typo«"),
        ('{{ (title, typo) | join(" ") }}', "template_name", "»typo«"),
        ("{% for x in phases %}{{ loop.typo }}{% endfor %}", "template_name", "»typo«"),
        ("{{ title.typo }}", "template_name", "»typo«"),
        ("{% if not title %}\n::: box\n:::\n{% endif %}", "template_faulty", "boksen »box« findes ikke"),
        ("{% if not title %}\n::: figure tid\n:::\n{% endif %}", "template_faulty", "figuren »tid« findes ikke"),
        ("{{ title | upper }}", "template_faulty", "filteret »upper« findes ikke"),
        ("{{ range(3) }}", "template_faulty", "»range(…)« kan ikke bruges"),
        ("{% include 'nix.md.j2' %}", "template_faulty", "»nix.md.j2« findes ikke"),
        ("{% if %}", "template_faulty", "Jinja kan ikke læse linjen"),
        ("#### For dybt", "template_faulty", "overskriften springer"),
        ("a {{ intro | prose }}", "template_faulty", "Sæt feltet alene på en linje"),
    ],
)
def test_what_is_not_there_is_named_at_its_line(tmp_path: Path, line: str, code: str, said: str) -> None:
    """Unknown names, keys, boxes and figures are found wherever they stand, reached or not."""
    problems = found(tmp_path, {"plan.md.j2": f"{PLAN}\n{line}\n"})

    lines = len(PLAN.splitlines()) + 2
    expected = lines + ("\n:::" in line)
    assert [f"plan.md.j2:{expected} {code}"] == places(problems)
    assert said.replace("intet spørgsmål", "»no.such.key«") in text(problems[0])


@pytest.mark.parametrize(
    "line",
    [
        '{{ answers["first.challenge"].value }}',
        "{% for phase in phases %}{{ loop.index }}{% if not loop.last %} og{% endif %}{% endfor %}",
        "{% set one = pictures.strip %}{{ one.title }}",
        "{% for answer in answers %}{{ answers[answer].title }}{% endfor %}",
        "{{ meta[0][1] }}",
        "{% if unknown.rows | length > 3 %}{{ unknown.rows[0].title }}{% endif %}",
        "{% for phase in phases %}{% for a in phase.answers %}{% for r in a.rows %}{{ r.cells[0].text }}"
        "{% endfor %}{% endfor %}{% endfor %}",
    ],
)
def test_what_is_there_is_no_problem(tmp_path: Path, line: str) -> None:
    """Fields, keys, places in lists and the loop's own names are known."""
    assert [] == places(found(tmp_path, {"plan.md.j2": f"{PLAN}\n{line}\n"}))


def test_every_problem_is_named_at_once(tmp_path: Path) -> None:
    """Problems in three files come together, each once, in the order of files and lines; unknown names hide nothing."""
    paper = '{{ typo }}\n\n{% for phase in typo %}{{ phase }}{% endfor %}\n\n{% include "part.md.j2" %}\n'
    part = "a\n{{ words.typo }}\n\n#### Dybt\n"
    page = PAGE.replace("{{ say.top }}", "{{ say.up }}").replace("<main id", '<script src="x"></script>\n<main id')

    problems = found(tmp_path, {"steering-group.md.j2": paper, "part.md.j2": part, "page.html.j2": page})

    top = next(number for number, line in enumerate(page.splitlines(), start=1) if "say.up" in line)
    script = next(number for number, line in enumerate(page.splitlines(), start=1) if "<script" in line)
    assert [
        f"page.html.j2:{script} template_faulty",
        f"page.html.j2:{top} template_name",
        "part.md.j2:2 template_name",
        "part.md.j2:4 template_faulty",
        "steering-group.md.j2:1 template_name",
        "steering-group.md.j2:3 template_name",
    ] == places(problems)


def test_a_table_s_columns_are_those_of_its_own_question(tmp_path: Path) -> None:
    """A column of another question is no column of this one."""
    own = '{{ answers["needs.effects"].rows[0].by.effect }}\n{{ answers["needs.effects"].rows[0].by.response }}\n'

    problems = found(tmp_path, {"plan.md.j2": f"{PLAN}\n{{% if not title %}}\n{own}{{% endif %}}\n"}, SHIPPED)

    assert ["response"] == [part.params["name"] for part in problems]


# -- questions that are not printed ----------------------------------------------------------


def test_questions_that_the_plan_never_prints_are_named(tmp_path: Path) -> None:
    """A plan that leaves the tables out is told which questions it loses, phase by phase."""
    brief = (
        "{% for phase in phases %}\n## {{ phase.title }}\n\n{% for answer in phase.brief %}\n- {{ answer.title }}\n\n"
    )
    problems = found(tmp_path, {"plan.md.j2": f"{brief}{{% endfor %}}\n{{% endfor %}}\n"})

    whole = {key for part in problems for key in part.params["keys"]}  # type: ignore[attr-defined]
    assert {"template_unprinted"} == {part.code for part in problems}
    assert {key for key, question in process().questions.items() if question.kind.name == "table"} <= whole
    assert len(problems) <= len(process().phases)


@pytest.mark.parametrize("field", ["title", "value"])
def test_a_question_is_printed_by_its_title_or_its_value(tmp_path: Path, field: str) -> None:
    """It is enough that a question's title, or what was answered, can be read."""
    wanted = [key for key, question in process().questions.items() if field == "title" or question.kind.name == "text"]
    lines = "".join(f"{{{{ one.{field} }}}}\n\n")
    own = f"{{% for key in answers %}}\n{{% set one = answers[key] %}}\n{lines}{{% endfor %}}\n"

    missed = {key for part in found(tmp_path, {"plan.md.j2": own}) for key in part.params["keys"]}  # type: ignore[attr-defined]

    assert set() == missed & set(wanted)


def test_a_key_written_in_the_template_counts_as_printed(tmp_path: Path) -> None:
    """A question that the template names is not missed, even in a branch that the specimen does not reach."""
    key = "first.challenge"
    own = f'Intet her.\n{{% if not title %}}\n{{{{ answers["{key}"].value }}}}\n{{% endif %}}\n'

    missed = {one for part in found(tmp_path, {"plan.md.j2": own}) for one in part.params["keys"]}  # type: ignore[attr-defined]

    assert set(process().questions) - {key} == missed


# -- specimens -------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", [SHIPPED, SMALL], ids=["shipped", "small"])
def test_the_first_specimen_answers_every_question(folder: Path) -> None:
    """With every condition removed every question is answered, with a mark that is no other's."""
    full = specimens(process(folder))[0]
    shown = marks(process(folder))

    assert list(full.process.questions) == [question.key for question in full.questions(Standing.ANSWERED)]
    assert () == full.answers.unreadable
    titles = [mark[0] for mark in shown.values()]
    assert len(titles) == len(set(titles))


def test_specimens_are_the_same_every_time() -> None:
    """Made twice they have the same events, and so the same digests."""
    one, other = specimens(process()), specimens(process())

    assert [plan.journal.digest for plan in one] == [plan.journal.digest for plan in other]
    assert len({plan.journal.digest for plan in one}) == len(one)


def test_the_process_itself_is_left_alone() -> None:
    """Conditions and titles are taken off a copy."""
    before = process()
    unconditional(before)

    assert process() == before
    assert "Qq" not in "".join(question.title for question in before.questions.values())


def test_together_the_specimens_show_nearly_every_field() -> None:
    """Few lists are empty in all of them, so that hardly a name goes unchecked."""

    def unseen(part: Shape, name: str) -> list[str]:
        below = [one for field, inside in part.fields.items() for one in unseen(inside, f"{name}.{field}")]
        inside = unseen(part.element, f"{name}[]") if part.element else []
        return [*([] if part.seen else [name]), *below, *inside]

    wanted = {"answers", "told", "phases", "set_aside"}
    for name, whole in shapes().items():
        fields = {field: part for field, part in whole.fields.items() if field not in wanted}
        missing = [one for field, part in fields.items() for one in unseen(part, field)]
        assert len(missing) <= 5, (name, missing)
        assert not [one for one in missing if not one.endswith("[]")]


def test_shapes_merge_what_was_seen_in_several_places() -> None:
    """A list empty here and full there has the element of the one that is full; what is None is not known."""
    merged_ = merged([shape({"a": [], "b": None}), shape({"a": [{"x": "1"}], "b": "t"}), shape({"a": [{"y": 1}]})])

    assert {"x": TEXT, "y": TEXT} == (merged_.fields["a"].element or UNSEEN).fields
    assert TEXT == merged_.fields["b"]
    assert UNSEEN == shape(None)


def test_a_blank_plan_is_among_the_specimens() -> None:
    """The last one is as every plan begins."""
    assert len(empty_plan().journal.by_id) == len(specimens(process())[-1].journal.by_id)


# -- the command -----------------------------------------------------------------------------


def test_the_command_names_file_line_and_remedy(tmp_path: Path, run: Run) -> None:
    """Exit code 4, each problem at file:line as it would be typed from here, in text and in JSON."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "plan.md.j2").write_text(f"{PLAN}{{{{ titel }}}}\n", encoding="utf-8")
    line = len(PLAN.splitlines()) + 1

    spoken, data = (
        run("process", "check", "--templates", "mine"),
        run("process", "check", "--templates", "mine", "--json"),
    )

    assert (4, 4) == (spoken.returncode, data.returncode)
    assert (
        f"mine/plan.md.j2:{line}: Der findes ikke noget her, der hedder »titel«.\n    Mente du »title«?"
        in spoken.stderr
    )
    (problem,) = json.loads(data.stdout)["problems"]
    assert ("template_name", "mine/plan.md.j2", line) == (problem["code"], problem["file"], problem["line"])


@pytest.mark.parametrize("folder", ["nix", "."])
def test_the_command_refuses_a_folder_without_templates(run: Run, folder: str) -> None:
    """Exit code 2, as `export` does."""
    done = run("process", "check", "--templates", folder)

    assert 2 == done.returncode
    assert "Traceback" not in done.stderr


def test_a_faulty_process_is_said_before_its_templates(tmp_path: Path, run: Run) -> None:
    """Templates are held against a sound process only."""
    faulty = ROOT / "tests" / "faults" / "key_missing"

    done = run("process", "check", str(faulty))

    assert 4 == done.returncode
    assert ".j2" not in done.stderr


# -- the guide -------------------------------------------------------------------------------


def documented() -> Mapping[str, Mapping[str, list[str]]]:
    """Read the guide: for each document its fields, with the names that are told of each."""
    sections = re.split(r"^### `([\w-]+)`$", GUIDE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    rows = {
        name: re.findall(r"^\| `(\w+)` \| (.*) \|$", body, re.MULTILINE)
        for name, body in zip(sections[1::2], sections[2::2], strict=True)
    }
    return {name: {field: re.findall(r"`([\w.]+)`", told) for field, told in fields} for name, fields in rows.items()}


def test_the_guide_names_every_field_of_every_document() -> None:
    """Each top-level field stands in the guide: those all documents have in one table, the others in their own."""
    told = documented()
    shared = set(told["every"])

    assert set(NAMES) == set(told) - {"every", "answer", "page"}
    for name, whole in shapes().items():
        assert set(whole.fields) == shared | set(told[name]), name


def test_the_guide_names_no_field_that_is_not_there() -> None:
    """Whatever stands in the guide beside a field is a field inside it."""
    for name, fields in documented().items():
        if name in {"answer", "page"}:
            continue
        for whole in [shapes()[name]] if name in NAMES else shapes().values():
            for field, inside in fields.items():
                assert set() == {one for one in inside if not _reaches(whole.fields[field], one)}, (name, field)


def _reaches(whole: Shape, path: str) -> bool:
    for part in path.split("."):
        while whole.element is not None:
            whole = whole.element
        if part not in whole.fields:
            return not whole.seen
        whole = whole.fields[part]
    return True


def test_the_guide_names_every_field_of_an_answer() -> None:
    """What a template gets of one question stands there in full."""
    answer: Any = next(iter(shapes()["plan"].fields["answers"].fields.values()))

    assert set(answer.fields) == set(documented()["answer"])


def test_the_guide_names_every_field_of_the_page() -> None:
    """What the page around a document gets stands there in full."""
    from procwiz.render import page
    from procwiz.render.dress import PLAIN

    document = build(empty_plan(), "plan", DAY, DANISH.say)

    assert set(page.around((), document, DANISH, PLAIN)) == set(documented()["page"])
