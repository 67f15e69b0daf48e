"""Reading, compiling, keeping and trusting process folders."""

from __future__ import annotations

import copy
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procwiz import library
from procwiz.core.building import build
from procwiz.core.problems import Problem
from procwiz.errors import ProcessFaulty, UsageFault
from procwiz.language import Language
from procwiz.library import cache
from procwiz.library.canonical import digest
from procwiz.library.yamlfile import YamlFaulty, read, read_yaml

SMALL = Path(__file__).parent / "small"


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test an empty cache."""
    monkeypatch.setenv("PROCWIZ_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the small process, to be changed."""
    return Path(shutil.copytree(SMALL, tmp_path / "process"))


def edit(file: Path, old: str, new: str) -> None:
    """Change a text that stands in a file exactly once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def codes(problems: list[Problem]) -> list[str]:
    """Name the problems."""
    return [part.code for part in problems]


# Strict YAML


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("True", "True"),
        ("~", "~"),
        ("12:30:45", "12:30:45"),
        ("010", "010"),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        ("1e6", "1e6"),
        ("+5", "+5"),
        (".5", ".5"),
        (".inf", ".inf"),
        ("2027-13-45", "2027-13-45"),
        ("2027-03-15", "2027-03-15"),
        ("1.250.000", "1.250.000"),
        ("'12'", "12"),
        ("9" * 5000, "9" * 5000),
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("0", 0),
        ("-7", -7),
        ("1.10", Decimal("1.10")),
        ("12.5", Decimal("12.5")),
    ],
)
def test_scalars(written: str, meant: object) -> None:
    """Only null, true, false and plain decimal numbers are more than text."""
    found = read_yaml(f"a: {written}\n".encode()).content["a"]

    assert (meant, type(meant)) == (found, type(found))


def test_fraction_keeps_its_zeros() -> None:
    """A fraction is kept as it was written."""
    assert str(read_yaml(b"a: 1.10").content["a"]) == "1.10"


def test_keys_are_text() -> None:
    """A number, yes or null as a name is a name."""
    assert read_yaml(b"1: a\nyes: b\nnull: c\n").content == {"1": "a", "yes": "b", "null": "c"}


def test_texts_are_composed() -> None:
    """Letters written as base and accent become one character."""
    assert read_yaml("a: Bela\u030ab".encode()).content == {"a": "Bel\u00e5b"}


def test_lines() -> None:
    """Every part knows the line it begins on."""
    lines = read_yaml(b"a: |\n  x\n  y\nb:\n  - c: 1\n    d: 2\n").lines

    assert {("a",): 1, ("b",): 4, ("b", 0, "c"): 5, ("b", 0, "d"): 6}.items() <= lines.items()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 100_000, "too_deep"),
        ("{a: " * 100_000, "too_deep"),
        ("- " * 100_000, "too_deep"),
        ("? " * 100_000, "yaml_key_shape"),
        ("- a\n" * 60_000, "too_many_parts"),
        ("a: &x [b, b]\n" + "".join(f"c{n}: [*x, *x]\n" for n in range(20)), "yaml_anchor"),
        ('a: !!python/object/apply:os.system ["id"]', "yaml_tag"),
        ("%TAG ! tag:x,2000:\n--- !a b", "yaml_tag"),
        ("x" * 1_000_001, "file_too_large"),
        ("a: 1\n---\nb: 2", "yaml_two_documents"),
        ('a: "\\ud800"', "yaml_broken"),
        ("a: \x00", "character_unprintable"),
        ("a: b\rc: d", "character_unprintable"),
        ("---", "wrong"),
        ("%", "yaml_broken"),
    ],
)
def test_hostile_yaml(text: str, code: str) -> None:
    """Hostile text gives one problem, quickly, and never a crash."""
    found = read(text.encode(), "x.yaml")

    assert ([code] if code != "wrong" else []) == codes(list(found.problems))
    assert found.content is None


def test_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader gives the same with PyYAML's own parser, and is as safe."""
    import yaml

    with_c = read((SMALL / "01-first.yaml").read_bytes(), "a")
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)

    assert with_c == read((SMALL / "01-first.yaml").read_bytes(), "a")
    assert codes(list(read(b"[" * 100_000, "a").problems)) == ["too_deep"]


@given(st.binary(max_size=200) | st.text(alphabet="ab:-?[]{}&*!|>'\"%@`# \n\t,0.~<", max_size=60).map(str.encode))
@settings(max_examples=400, deadline=None)
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    """Whatever the bytes, the reader gives data or a problem with a line."""
    found = read(raw, "x.yaml")

    assert found.whole or found.problems
    assert all(part.place.file == "x.yaml" for part in found.problems)


def test_read_yaml_refuses() -> None:
    """A file taken whole or not at all raises its first problem."""
    with pytest.raises(YamlFaulty) as caught:
        read_yaml(b"a: 1\na: 2\n", "answers.yaml")

    assert (caught.value.problem.code, caught.value.problem.place.line) == ("yaml_key_twice", 2)


# Compiling


def test_small_process_is_sound() -> None:
    """The small process has no problem."""
    assert library.check(SMALL) == []


def test_compiled_form() -> None:
    """The compiled form holds the files' content in order, the texts of other languages, and a digest."""
    compiled = library.load(SMALL)

    assert list(compiled) == ["schema", "key", "version", "languages", "process", "texts", "digest"]
    assert [phase["key"] for phase in compiled["process"]["phases"]] == ["first", "second"]
    assert {"en"} == compiled["texts"].keys()
    assert {"process", "phases", "glossary", "sources"} == compiled["texts"]["en"].keys()
    assert {"first", "second"} == compiled["texts"]["en"]["phases"].keys()
    assert compiled["digest"] == digest(compiled)


def test_compiled_form_is_json() -> None:
    """The compiled form is the same before and after JSON."""
    compiled = library.load(SMALL)

    assert compiled == json.loads(json.dumps(compiled))


def test_numbers_in_texts_are_texts() -> None:
    """An example such as 4 or a year such as 2024 is text in the compiled form, in every language."""
    compiled = library.load(SMALL)

    assert compiled["process"]["phases"][1]["questions"][1]["example"] == "4"
    assert compiled["texts"]["en"]["phases"]["second"]["questions"]["second.suppliers"]["example"] == "4"
    assert compiled["process"]["sources"][1]["year"] == "2024"


def test_fractions_are_texts(folder: Path) -> None:
    """A fraction is kept as the text it was written as, never as a float."""
    edit(folder / "02-second.yaml", 'when: {second.suppliers: ">= 2"}\n', "when: {second.suppliers: 2.50}\n")
    edit(folder / "02-second.yaml", "    min: 0\n", "    min: 0.10\n")
    questions = library.load(folder)["process"]["phases"][1]["questions"]

    assert (questions[2]["when"]["second.suppliers"], questions[1]["min"]) == ("2.50", "0.10")


@pytest.mark.parametrize("language", ["da", "en"])
def test_core_builds_what_is_compiled(language: str) -> None:
    """The core builds the compiled process in each of its languages."""
    assert len(build(library.load(SMALL), language).questions) == 12


def test_examples_are_beside() -> None:
    """Examples are found by key and are not part of the compiled form."""
    assert [part["key"] for part in library.examples(SMALL)] == ["falls"]
    assert library.example(SMALL, "falls")["answers"]["first.mandate"] == "full"
    assert "examples" not in json.dumps(list(library.load(SMALL)))


def test_unknown_example() -> None:
    """An example there is not is met with the name that was meant."""
    with pytest.raises(UsageFault) as caught:
        library.example(SMALL, "fals")

    assert caught.value.hint is not None
    assert "falls" in Language("da").say(caught.value.hint)


def test_all_problems_at_once(folder: Path) -> None:
    """Loading a faulty process raises all its problems, sorted by file and line, and exits with 4."""
    edit(folder / "02-second.yaml", "    whole: true\n", "    whol: true\n")
    edit(folder / "01-first.yaml", "who: [project_lead]", "who: [project_leader]")
    edit(folder / "01-first.yaml", "{first.mandate: [full, partly]}", "{first.mandate: [full, part]}")
    with pytest.raises(ProcessFaulty) as caught:
        library.load(folder)

    expected = ["01-first.yaml:4 role_unknown", "01-first.yaml:87 option_unknown", "02-second.yaml:32 key_unknown"]
    assert expected == [f"{part.place} {part.code}" for part in caught.value.problems]
    assert caught.value.exit_code == 4


def test_misspelt_key_says_what_was_meant(folder: Path) -> None:
    """A misspelt field is one problem that names the right field, not also a missing field."""
    edit(folder / "02-second.yaml", "    labels: {1: Meget lille", "    lables: {1: Meget lille")
    problems = [part for part in library.check(folder) if part.place.file == "02-second.yaml"]

    assert codes(problems) == ["key_unknown"]
    assert "labels" in Language("da").say(problems[0].remedy)


def test_unreadable_file_hides_nothing_else(folder: Path) -> None:
    """Where a file cannot be read, the others are checked for shape, and nothing is said that rests on it."""
    (folder / "01-first.yaml").write_text("a: b: c", encoding="utf-8")
    edit(folder / "02-second.yaml", "    whole: true\n", "    whol: true\n")

    assert codes(library.check(folder)) == ["yaml_broken", "key_unknown"]


def test_unreadable_side_file_is_one_problem(folder: Path) -> None:
    """A side file that cannot be read is one problem, and not a missing file too."""
    (folder / "texts" / "en" / "01-first.yaml").write_text("a: b: c", encoding="utf-8")

    assert codes(library.check(folder)) == ["yaml_broken"]


def test_other_files_are_left_alone(folder: Path) -> None:
    """Notes, hidden files and editors' copies in the folder are no fault."""
    for name in ("README.md", ".01-first.yaml.swp", "01-first.yaml~", "._01-first.yaml", ".git"):
        (folder / name).write_text("x: [", encoding="utf-8")

    assert library.check(folder) == []


# Checks, on the small process

FITTING = [
    "{first.joint: yes}",
    "{first.joint: false}",
    "{first.joint: nej}",
    "{first.mandate: full}",
    "{first.mandate: [full, none]}",
    "{first.mandate: [answered, deferred]}",
    "{first.signals: contest}",
    "{first.signals: {all: [contest, trial]}}",
    "{first.signals: {all: trial}}",
    "{first.effects: answered}",
    "{first.effects: {count: 2}}",
    "{first.effects: {count: '>= 2', where: {known_by: counted, first.joint: yes}}}",
    "{first.effects: {all: {baseline: '1..7'}}}",
    "{first.effects: {any: [{baseline: 0}, {effect: unanswered}]}}",
    "{second.value: '>= 1250000.50'}",
    "{second.suppliers: -3..7}",
    "{second.weight: 12.5}",
    "{second.weight: [10, 20]}",
    "{second.start: '< 2027-01-01'}",
    "{second.start: 2027-01-01..2027-12-31}",
    "{second.start: 2027-03-15}",
    "{second.risk: '>3'}",
    "{first.effect_count: '>= 2'}",
    "{first.challenge: answered, not: {first.mandate: none}}",
    "[{first.joint: yes}, {not: [{first.mandate: none}, {first.joint: no}]}]",
    "{}",
]

UNFIT = [
    ("{first.challenge: '>= 5'}", "test_unfit"),
    ("{first.challenge: 5}", "test_unfit"),
    ("{first.joint: maybe}", "test_unfit"),
    ("{first.joint: [{}]}", "test_unfit"),
    ("{first.joint: '>= 1'}", "test_unfit"),
    ("{first.mandate: '>= full'}", "test_unfit"),
    ("{first.mandate: true}", "option_unknown"),
    ("{first.signals: {all: [contest, tril]}}", "option_unknown"),
    ("{first.mandate: {any: {baseline: 1}}}", "test_rows"),
    ("{first.effects: contest}", "test_table"),
    ("{first.effects: {}}", "test_table"),
    ("{first.effects: {any: {baseline: 1}, all: {baseline: 1}}}", "test_table"),
    ("{first.effects: {any: {baseline: 1}, where: {baseline: 1}}}", "test_table"),
    ("{first.effects: {count: many}}", "number_bad"),
    ("{first.effects: {count: '>= 2', where: {known_by: counte}}}", "option_unknown"),
    ("{first.effects: {any: {first.jont: yes}}}", "question_unknown"),
    ("{first.effects: {any: []}}", "condition_form"),
    ("{second.suppliers: yes}", "test_unfit"),
    ("{second.suppliers: true}", "test_unfit"),
    ("{second.suppliers: '== 5'}", "test_unfit"),
    ("{second.suppliers: '>= five'}", "number_bad"),
    ("{second.suppliers: '9**9**9'}", "number_bad"),
    ("{second.suppliers: ['>= 5', 7]}", "number_bad"),
    ("{second.suppliers: '1..'}", "number_bad"),
    ("{second.suppliers: '٣'}", "number_bad"),
    ("{second.suppliers: fires}", "number_bad"),
    ("{second.start: '> 1. marts'}", "date_bad"),
    ("{second.start: 2027-12-31..2027-01-01}", "span_reversed"),
    ("{second.start: 2027}", "date_bad"),
    ("{baseline: 1}", "question_unknown"),
    ("[]", "condition_form"),
    ("null", "condition_form"),
    ("{first.mandate: []}", "condition_form"),
    ("{not: {not: {not: {not: {not: {not: {not: {not: {not: {not: {not: {not: {not: {}}}}}}}}}}}}}}", "condition_form"),
]


def _criterion(folder: Path, when: str) -> list[Problem]:
    edit(folder / "02-second.yaml", 'when: {second.suppliers: ">= 2"}, source', f"when: {when}, source")
    return library.check(folder)


@pytest.mark.parametrize("when", FITTING)
def test_fitting_test(folder: Path, when: str) -> None:
    """A test that fits its question is accepted, and the core can read it."""
    assert _criterion(folder, when) == []
    assert build(library.load(folder), "da").gates["F1"].criteria[0].code == "enough"


@pytest.mark.parametrize(("when", "code"), UNFIT)
def test_unfit_test(folder: Path, when: str, code: str) -> None:
    """A test that cannot be held against its question is one problem."""
    assert [code] == codes(_criterion(folder, when))


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "02-second.yaml",
            "when: {first.mandate: [full, partly]}",
            "when: {second.value: answered}",
            ["looks_forward"],
        ),
        (
            "01-first.yaml",
            "    role: project_lead\n    due: F1\n",
            "    role: project_lead\n    due: F1\n    when: {first.effect_count: 1}\n",
            ["looks_forward"],
        ),
        (
            "01-first.yaml",
            '    example: "Effekt: færre fald',
            '    when: {first.effect_count: 1}\n    example: "Effekt: færre fald',
            ["circle"],
        ),
        (
            "01-first.yaml",
            "when: {baseline: answered}}\nderived",
            "when: {known_by: counted}}\nderived",
            ["looks_forward"],
        ),
        (
            "01-first.yaml",
            "count: first.effects}",
            "difference: [first.effect_count, second.suppliers]}",
            ["circle", "derived_operands", "looks_forward"],
        ),
        ("01-first.yaml", "count: first.effects}", "sum: [first.effects, effect]}", ["derived_operands"]),
        ("01-first.yaml", "count: first.effects}", "sum: [first.effects, baseline]}", []),
        (
            "01-first.yaml",
            "count: first.effects}",
            "count: first.effects, sum: [first.effects, baseline]}",
            ["derived_function"],
        ),
        ("01-first.yaml", "count: first.effects}", "count: first.effects, where: {known_by: counted}}", []),
        (
            "01-first.yaml",
            "count: first.effects}",
            "count: first.effects, where: {known: counted}}",
            ["column_unknown"],
        ),
        ("01-first.yaml", "count: first.effects}", "count: first.efects}", ["question_unknown"]),
    ],
)
def test_order(folder: Path, file: str, old: str, new: str, expected: list[str]) -> None:
    """What is read must come before, also by way of derived values and inside a table's row."""
    edit(folder / file, old, new)

    assert expected == codes(library.check(folder))


def test_circle_names_its_way(folder: Path) -> None:
    """A circle by way of a derived value is said with every key on the way."""
    edit(
        folder / "01-first.yaml",
        '    example: "Effekt: færre',
        '    when: {first.effect_count: 1}\n    example: "Effekt: færre',
    )
    (problem,) = library.check(folder)

    assert problem.params["way"] == "first.effects → first.effect_count → first.effects"


def test_derived_essential(folder: Path) -> None:
    """An essential question may read a derived value only where that rests on essential answers."""
    edit(
        folder / "02-second.yaml",
        "    depth: essential\n    required: true\n",
        "    depth: essential\n    required: true\n    when: {first.effect_count: 1}\n",
    )

    assert codes(library.check(folder)) == ["essential_reads"]


# Keeping


def test_kept_process_needs_no_yaml(own_cache: Path) -> None:
    """The second load imports neither yaml nor pydantic."""
    script = (
        "import sys; from pathlib import Path; from procwiz import library;"
        f"library.load(Path({str(SMALL)!r}));"
        "print(sorted({'yaml', 'pydantic'} & sys.modules.keys()))"
    )
    runs = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=dict(os.environ))
        for _ in range(2)
    ]

    assert [run.stdout for run in runs] == ["['pydantic', 'yaml']\n", "[]\n"]


def test_change_is_seen(folder: Path) -> None:
    """A changed file is read again."""
    before = library.load(folder)
    edit(folder / "process.yaml", "En lille proces", "En anden proces")

    assert library.load(folder)["process"]["title"] == "En anden proces"
    assert library.load(folder)["digest"] != before["digest"]


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b"0\n{}", b"[" * 100_000])
def test_broken_cache_is_rewritten(own_cache: Path, damage: bytes) -> None:
    """A broken file in the cache is as good as none, and is written anew."""
    expected = library.load(SMALL)
    (kept,) = own_cache.glob("*.json")
    whole = kept.read_bytes()
    kept.write_bytes(damage)

    assert expected == library.load(SMALL)
    assert whole == kept.read_bytes()


def test_cache_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache that cannot be written is no error."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("PROCWIZ_CACHE", str(tmp_path / "file" / "cache"))

    assert library.load(SMALL)["key"] == "small"


def test_cache_stays_small(folder: Path, own_cache: Path) -> None:
    """Only the newest entries are kept, and nothing half-written."""
    for number in range(cache.KEPT + 3):
        (folder / "process.yaml").write_bytes((SMALL / "process.yaml").read_bytes() + b"#" * number)
        library.load(folder)

    assert len(list(own_cache.iterdir())) == cache.KEPT


# Finding


def test_shipped_folder_is_the_checkout() -> None:
    """In a checkout the shipped processes are those of `phases/`."""
    assert library.shipped() == Path(__file__).parent.parent / "phases"


def test_find_by_folder_and_key() -> None:
    """A process is found by its folder, and a shipped one by its key."""
    assert library.find(str(SMALL)) == SMALL
    assert library.shipped() / "innovative-procurement" == library.find("innovative-procurement")


@pytest.mark.parametrize("name", ["inovative-procurement", "", "x" * 5000, "a\x00b", "../.."])
def test_unknown_process(name: str) -> None:
    """A process there is not is a usage fault with a hint, whatever its name."""
    with pytest.raises(UsageFault) as caught:
        library.find(name)

    assert caught.value.hint is not None
    assert "innovative-procurement" in Language("en").say(caught.value.hint)


def test_processes_are_listed_in_a_language(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Shipped processes are listed with key, version, folder and their title in a language."""
    monkeypatch.setattr("procwiz.library.folder.shipped", lambda: folder.parent)

    assert [library.Listed("small", "A small process", "1", folder)] == library.processes("en")
    assert library.processes()[0].title == "En lille proces"


# From outside


def test_loaded_process_is_trusted() -> None:
    """What was loaded here is trusted; a single changed letter is not."""
    compiled = library.load(SMALL)
    changed = copy.deepcopy(compiled)
    changed["process"]["title"] = "En lille process"

    assert library.trusted(compiled)
    assert not library.trusted(changed)
    assert not library.trusted({**changed, "digest": digest(changed)})


def test_shipped_process_is_trusted_without_cache(
    folder: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shipped process is trusted on a machine that never loaded it."""
    monkeypatch.setattr("procwiz.library.folder.shipped", lambda: folder.parent)
    compiled = library.load(SMALL)
    shutil.rmtree(own_cache)

    assert library.trusted(compiled)


def test_validate_accepts_what_was_compiled() -> None:
    """A compiled process from elsewhere has no problem after its way through JSON."""
    assert library.validate(json.loads(json.dumps(library.load(SMALL)))) == []


def _nested(depth: int) -> Any:
    content: Any = []
    for _ in range(depth):
        content = [content]
    return content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "schema_unknown"),
        ([], "schema_unknown"),
        ("x", "schema_unknown"),
        (1.5, "json_kind"),
        (float("nan"), "json_kind"),
        (10**30, "json_kind"),
        (_nested(100_000), "too_deep"),
        ([0] * 600_000, "too_many_parts"),
        ({"a": "\ud800"}, "character_unprintable"),
        ({"\u202e": 1}, "character_unprintable"),
        ({"schema": "procwiz/process/1"}, "schema_unknown"),
    ],
)
def test_hostile_json(content: object, code: str) -> None:
    """Hostile JSON is one problem and never a crash."""
    assert [code] == codes(library.validate(content))


def _parts(content: Any) -> Iterator[tuple[Any, Any]]:
    """Go through every part of JSON as what holds it and its name or number."""
    names = list(content) if isinstance(content, dict) else range(len(content))
    for name in names:
        yield content, name
        if isinstance(content[name], dict | list):
            yield from _parts(content[name])


ODD: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        "",
        "x",
        "first.challenge",
        "second.risk",
        "table",
        "choices",
        ">= 5",
        "1..7",
        "F1",
        "first",
        [],
        {},
    ]
) | st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["key", "any", "count", "first.effects", "not", "en"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(data=st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_changed_process_is_sound_or_has_problems(data: st.DataObject) -> None:
    """A process changed anywhere has problems that can be said, or the core can build it."""
    compiled = json.loads(json.dumps(library.load(SMALL)))
    places = list(_parts(compiled))
    for _ in range(data.draw(st.integers(1, 3))):
        holder, name = places[data.draw(st.integers(0, len(places) - 1))]
        if data.draw(st.integers(0, 4)):
            holder[name] = data.draw(ODD)
        elif isinstance(holder, dict):
            holder.pop(name, None)
    for part in ("key", "version", "languages"):
        if isinstance(compiled.get("process"), dict) and part in compiled["process"]:
            compiled[part] = compiled["process"][part]
    compiled["digest"] = digest(compiled)
    problems = library.validate(compiled)
    for problem in problems:
        Language("da").say(problem.message)
        Language("da").say(problem.remedy)
    if not problems:
        for language in compiled["languages"]:
            build(compiled, language)


@given(data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_changed_files_are_checked(data: st.DataObject, tmp_path: Path) -> None:
    """Files with lines lost, doubled or moved give problems with places, and never a crash."""
    folder = tmp_path / "changed"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SMALL, folder)
    files = sorted(folder.rglob("*.yaml"))
    for _ in range(data.draw(st.integers(1, 4))):
        file = files[data.draw(st.integers(0, len(files) - 1))]
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        here = data.draw(st.integers(0, max(0, len(lines) - 1)))
        there = data.draw(st.integers(0, max(0, len(lines) - 1)))
        taken = lines[here : here + data.draw(st.integers(0, 3))]
        if data.draw(st.booleans()):
            del lines[here : here + len(taken)]
        if data.draw(st.booleans()):
            lines[there:there] = taken
        file.write_text("".join(lines), encoding="utf-8")
    for problem in library.check(folder):
        assert problem.place.file
        Language("en").say(problem.message)
        Language("en").say(problem.remedy)
