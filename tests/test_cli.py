"""The command line, used as people and scripts use it: words in, exit codes, results and messages out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Run

PLAN = "nattefald"


@pytest.fixture
def plan(run: Run, tmp_path: Path) -> Path:
    """A plan without answers."""
    run("new", "Nattefald", "--no-input")
    return tmp_path / PLAN


def _status(run: Run) -> Any:
    return json.loads(run("status", PLAN, "--json").stdout)


def _journal(plan: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in sorted((plan / "journal").glob("*.jsonl")))


# -- new ------------------------------------------------------------------------


def test_new_without_input_makes_a_folder_named_after_the_title(run: Run, tmp_path: Path) -> None:
    """`new --no-input` asks nothing, prints the folder, and exits 0 whatever stays open."""
    result = run("new", "Færre fald på Østergade", "--no-input")

    assert (0, "faerre-fald-paa-oestergade\n") == (result.returncode, result.stdout)
    assert (tmp_path / "faerre-fald-paa-oestergade" / "plan.yaml").is_file()


def test_a_taken_name_gets_a_number(run: Run) -> None:
    """A second plan of the same title stands beside the first."""
    run("new", "Nattefald", "--no-input")

    assert "nattefald-2\n" == run("new", "Nattefald", "--no-input").stdout


def test_the_parent_folder_is_made_where_missing(run: Run, tmp_path: Path) -> None:
    """`--dir` is the parent, and is made."""
    run("new", "Nattefald", "--no-input", "--dir", "planer/2027")

    assert (tmp_path / "planer" / "2027" / PLAN / "plan.yaml").is_file()


def test_the_first_words_of_the_first_answer_name_a_plan_without_a_title(run: Run, tmp_path: Path) -> None:
    """Without TITLE the plan is named after the first answer, and not made before there is one."""
    run("new", typed="For mange ældre falder om natten, og hjælpen kommer sent\n")

    assert (tmp_path / "for-mange-aeldre-falder-om-natten" / "plan.yaml").is_file()


def test_a_plan_nobody_answered_is_not_made(run: Run, tmp_path: Path) -> None:
    """Input that ends before the first answer leaves no folder behind, and says so."""
    result = run("new")

    assert (3, []) == (result.returncode, list(tmp_path.iterdir()))
    assert "heller ikke lavet nogen plan" in result.stdout


def test_a_new_plan_takes_answers_from_a_file(run: Run, tmp_path: Path) -> None:
    """`new --answers` records a file's answers at once."""
    (tmp_path / "svar.yaml").write_text("anchor.mandate: full\nsetup.country: DK\n", encoding="utf-8")
    run("new", "Nattefald", "--no-input", "--answers", "svar.yaml")

    assert 2 == _status(run)["totals"]["answered"]


def test_a_new_plan_takes_answers_from_another(run: Run, plan: Path) -> None:
    """`new --from` begins with the answers of another plan, rows of tables too."""
    run("answer", PLAN, "anchor.mandate=full", 'needs.effects=[{"effect": "Færre fald", "baseline": 40}]')
    run("new", "Et til", "--no-input", "--from", PLAN)

    first, second = (json.loads(run("show", name, "--json").stdout)["answers"] for name in (PLAN, "et-til"))
    assert first == second


def test_a_faulty_answers_file_makes_no_plan(run: Run, tmp_path: Path) -> None:
    """Faults in `--answers` are all listed, exit 2, and no folder is made."""
    (tmp_path / "svar.yaml").write_text("anchor.mandate: fuld\nanchor.tidd: 5\n", encoding="utf-8")
    result = run("new", "Nattefald", "--no-input", "--answers", "svar.yaml")

    assert (2, False) == (result.returncode, (tmp_path / PLAN).exists())
    assert ["anchor.mandate:", "anchor.tidd:"] == [line.split()[0] for line in result.stderr.splitlines()[:2]]


# -- answer, show, undo ------------------------------------------------------------


def test_answers_are_read_as_at_the_prompt(run: Run, plan: Path) -> None:
    """`answer KEY=VALUE` reads amounts and dates as people write them in the plan's language."""
    run("answer", PLAN, "strategy.value=1,25 mio. kr.", "anchor.decision_date=15.3.2027", "anchor.mandate=delvist")
    answers = json.loads(run("show", PLAN, "--json").stdout)["answers"]

    assert {
        "anchor.mandate": "partly",
        "anchor.decision_date": "2027-03-15",
        "strategy.value": {"amount": 1250000, "currency": "DKK"},
    } == answers


def test_bad_answers_are_all_listed_and_nothing_is_changed(run: Run, plan: Path) -> None:
    """One wrong answer among right ones refuses all of them, and every fault is named with its key."""
    result = run("answer", PLAN, "anchor.mandate=full", "anchor.decision_date=3/4/2027", "anchor.ownr=Chefen")

    assert (2, "") == (result.returncode, _journal(plan))
    assert "anchor.decision_date: »3/4/2027« kan læses på to måder: 3. april 2027 eller 4. marts 2027." in result.stderr
    assert "Mente I anchor.owner?" in result.stderr


def test_what_show_writes_answer_reads_back_unchanged(run: Run, plan: Path, tmp_path: Path) -> None:
    """`show --format yaml` read by `answer --from` changes nothing."""
    run(
        "answer", PLAN, "anchor.challenge=# 12:30 – »nej«: ja", "needs.failing=Første afsnit\n\nAndet: afsnit",
        'needs.effects=[{"effect": "Færre fald"}]', 'anchor.owner={"deferred": "afventer", "owner": "Jura"}',
    )  # fmt: skip
    (tmp_path / "svar.yaml").write_text(run("show", PLAN).stdout, encoding="utf-8")
    before = _journal(plan)
    result = run("answer", PLAN, "--from", "svar.yaml")

    assert (0, before) == (result.returncode, _journal(plan))


def test_undo_takes_the_last_answer_back(run: Run, plan: Path) -> None:
    """`undo` restores what stood before, step by step."""
    run("answer", PLAN, "anchor.mandate=full")
    run("answer", PLAN, "anchor.mandate=none")
    run("undo", PLAN)
    once = json.loads(run("show", PLAN, "--json").stdout)["answers"]
    run("undo", PLAN)
    twice = json.loads(run("show", PLAN, "--json").stdout)["answers"]

    assert ({"anchor.mandate": "full"}, {}) == (once, twice)


def test_an_answer_that_sets_another_aside_says_so(run: Run, plan: Path) -> None:
    """What an edit switches off is said, listed and kept, and comes back."""
    run("answer", PLAN, "anchor.mandate=partly", "anchor.mandate_gap=Penge til udrulning")
    gone = run("answer", PLAN, "anchor.mandate=full")
    listed = json.loads(run("show", PLAN, "--set-aside", "--json").stdout)["answers"]
    back = run("answer", PLAN, "anchor.mandate=partly")

    assert {"anchor.mandate_gap": "Penge til udrulning"} == listed
    assert "Sat til side" in gone.stderr
    assert "med det svar I gav" in back.stderr


# -- status, list, why ---------------------------------------------------------------


def test_status_as_data_has_the_agreed_shape(run: Run, plan: Path) -> None:
    """`status --json` is one object with the fields others build on."""
    record = _status(run)
    phase = record["phases"][0]

    assert ["schema", "plan", "phases", "next", "totals", "conflicts", "advice"] == list(record)
    assert ["id", "title", "process", "version", "folder", "state"] == list(record["plan"])
    assert ["key", "title", "applies", "answered", "deferred", "open", "waiting", "set_aside", "gate"] == list(phase)
    assert ["key", "ready", "missing", "decision"] == list(phase["gate"])
    assert {"phase": "anchor", "question": "anchor.challenge"} == record["next"]


def test_status_is_strict_when_asked(run: Run, plan: Path) -> None:
    """`status --strict` exits 6 while the next gate is not ready."""
    assert (0, 6) == (run("status", PLAN).returncode, run("status", PLAN, "--strict").returncode)


def test_list_shows_every_plan_and_a_damaged_one_as_a_row(run: Run, plan: Path, tmp_path: Path) -> None:
    """A plan that cannot be read is a row that says so, not an end."""
    run("new", "Et til", "--no-input")
    (tmp_path / "et-til" / "plan.yaml").write_text("id: [\n", encoding="utf-8")
    plans = json.loads(run("list", "--json").stdout)["plans"]

    assert [("et-til", True), (PLAN, False)] == [(plan["folder"], bool(plan["fault"])) for plan in plans]


def test_why_tells_the_condition_in_words_with_the_answers(run: Run, plan: Path) -> None:
    """`why` says when a question is asked, held against what was answered."""
    run("answer", PLAN, "anchor.mandate=partly")
    result = run("why", PLAN, "anchor.mandate_gap")

    assert "Stilles, når »Mandat til tid og penge« er" in result.stdout
    assert "✓ »Mandat til tid og penge«" in result.stdout


def test_why_finds_a_question_by_words(run: Run, plan: Path) -> None:
    """A question can be named by words from it."""
    assert "anchor.mandate" == json.loads(run("why", PLAN, "mandat", "penge", "--json").stdout)["key"]


# -- export -----------------------------------------------------------------------------


def test_export_names_the_files_and_leaves_equal_ones_alone(run: Run, plan: Path, tmp_path: Path) -> None:
    """Files are named plan-document-language.format; the same export again changes nothing."""
    words = ("export", PLAN, "--out", "ud", "--as-of", "2027-01-15")
    first = run(*words)
    stamps = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "ud").iterdir()}
    second = run(*words)

    assert (0, 0) == (first.returncode, second.returncode)
    assert {"nattefald-plan-da.html", "nattefald-plan-da.md", "nattefald-steering-group-da.html",
            "nattefald-steering-group-da.md"} == set(stamps)  # fmt: skip
    assert stamps == {path.name: path.stat().st_mtime_ns for path in (tmp_path / "ud").iterdir()}


def test_export_does_not_write_over_another_file(run: Run, plan: Path, tmp_path: Path) -> None:
    """A file that differs is kept unless `--force` is given; nothing is written then."""
    words = ("export", PLAN, "--out", "ud", "--document", "plan", "--format", "md")
    run(*words)
    path = tmp_path / "ud" / "nattefald-plan-da.md"
    path.write_text("mit eget", encoding="utf-8")
    refused, kept = run(*words), path.read_text(encoding="utf-8")
    forced = run(*words, "--force")

    assert (1, "mit eget", 0) == (refused.returncode, kept, forced.returncode)
    assert "mit eget" != path.read_text(encoding="utf-8")


def test_export_to_standard_output_is_the_document_alone(run: Run, plan: Path) -> None:
    """`--stdout` writes one document and nothing else."""
    result = run("export", PLAN, "--stdout")

    assert (0, "# Nattefald", "") == (result.returncode, result.stdout.splitlines()[0], result.stderr)


def test_the_same_state_and_day_give_the_same_bytes(run: Run, plan: Path) -> None:
    """Two exports of the same state as of the same day are equal."""
    words = ("export", PLAN, "--stdout", "--format", "html", "--as-of", "2027-01-15")

    assert run(*words).stdout == run(*words).stdout


def test_a_document_can_be_had_in_english(run: Run, plan: Path) -> None:
    """`--lang en` writes the document in English whatever language the plan was answered in."""
    assert "Paper for the steering group" in run("export", PLAN, "--stdout", "--lang", "en").stdout


# -- which plan ----------------------------------------------------------------------------


def test_the_only_plan_below_is_meant_when_none_is_named(run: Run, plan: Path) -> None:
    """PLAN left out is the only one below the folder one stands in."""
    assert (0, PLAN) == (run("status").returncode, Path(_status(run)["plan"]["folder"]).name)


def test_several_plans_below_are_named_where_nobody_can_be_asked(run: Run, plan: Path) -> None:
    """With several plans and no terminal, both are named and the exit code is 1."""
    run("new", "Et til", "--no-input")
    result = run("status")

    assert 1 == result.returncode
    assert "et-til, nattefald" in result.stderr


def test_a_folder_that_is_no_plan_is_bad_usage(run: Run, tmp_path: Path) -> None:
    """A folder named that is no plan is exit 2, with what a plan is."""
    (tmp_path / "tom").mkdir()
    result = run("status", "tom")

    assert (2, True) == (result.returncode, "plan.yaml" in result.stderr)


# -- usage ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nyt",), "Kommandoen nyt findes ikke."),
        (("status", "--jsn"), "Mente I --json?"),
        (("why",), "Der mangler noget i kommandoen"),
        (("show", "--format", "xml"), "Formen xml findes ikke."),
        (("export", "--document", "paper"), "Dokumentet paper findes ikke."),
        (("export", "--as-of", "i morgen"), "er ikke en dato"),
        (("answer", PLAN), "enten svar som nøgle=værdi eller en fil"),
        (("answer", PLAN, "anchor.mandate"), "Et svar skrives nøgle=værdi."),
        (("resume", PLAN, "--phase", "ukendt"), "Fasen ukendt findes ikke"),
        (("resume", PLAN, "--question", "enhjørning"), "Intet spørgsmål passer på"),
        (("new", "--lang", "fr"), "Sproget fr findes ikke"),
        (("new", "--example", "paris"), "paris"),
    ],
)
def test_wrong_words_are_exit_2_and_say_what_to_do(run: Run, plan: Path, words: tuple[str, ...], said: str) -> None:
    """Usage errors are in the person's language, exit 2, and change nothing."""
    result = run(*words)

    assert (2, "") == (result.returncode, _journal(plan))
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_help_is_in_the_persons_language(run: Run) -> None:
    """`--help` speaks Danish or English, as the person does."""
    danish, english = run("--help").stdout, run("--help", env={"PROCWIZ_LANG": "en"}).stdout

    assert ("Brug: procwiz", "Usage: procwiz") == (danish[:13], english[:14])
    assert "Begynd en plan" in danish
    assert "Begin a plan" in english


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(
    "command", ["new", "resume", "undo", "status", "list", "show", "answer", "why", "export", "process"]
)
def test_every_command_has_help(run: Run, command: str, language: str) -> None:
    """Every command explains itself, and no help text is missing its words."""
    result = run(command, "--help", env={"PROCWIZ_LANG": language})

    assert (0, "") == (result.returncode, result.stderr)
    assert {"da": "Vis denne hjælp.", "en": "Show this help."}[language] in result.stdout


@pytest.mark.parametrize(
    "command", ["new", "resume", "undo", "status", "list", "show", "export", "why x", "answer a=b"]
)
def test_every_command_ends_with_closed_input(run: Run, plan: Path, command: str) -> None:
    """No command hangs on a closed input, and all exit codes are documented ones."""
    assert run(*command.split()).returncode in {0, 1, 2, 3}


def test_the_version_is_told(run: Run) -> None:
    """`--version` names the version."""
    import procwiz

    assert f"procwiz {procwiz.__version__}\n" == run("--version").stdout


# -- several people -------------------------------------------------------------------------


def _merged(run: Run, plan: Path, tmp_path: Path, lene: str, bo: str) -> None:
    """Two people answer on their own copies of a plan, and the copies come together."""
    import shutil

    shutil.copytree(plan, tmp_path / "kopi")
    run("answer", PLAN, lene, "--by", "Lene")
    run("answer", "kopi", bo, "--by", "Bo")
    for path in (tmp_path / "kopi" / "journal").glob("*.jsonl"):
        shutil.copy(path, plan / "journal" / path.name)
    shutil.rmtree(tmp_path / "kopi")


def test_two_answers_that_contradict_each_other_are_said_and_settled_in_resume(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    """Both answers are kept, `status` names the question, and `resume` asks which one holds."""
    _merged(run, plan, tmp_path, "anchor.owner=Chefen", "anchor.owner=Direktøren")
    before = _status(run)["conflicts"]
    said = run("status", PLAN).stdout
    talk = run("resume", PLAN, "--question", "anchor.owner", typed="2\n\n!\n").stdout
    answers = json.loads(run("show", PLAN, "--json").stdout)["answers"]

    assert (["anchor.owner"], []) == (before, _status(run)["conflicts"])
    assert "To svar strider mod hinanden: Problemets ejer" in said
    assert "Chefen (Lene, " in talk
    assert answers["anchor.owner"] in {"Chefen", "Direktøren"}


def test_an_answer_given_apart_wins_over_not_known_yet_and_that_is_said(run: Run, plan: Path, tmp_path: Path) -> None:
    """A value beats a deferral that somebody else gave at the same time; `status` says so."""
    _merged(run, plan, tmp_path, "anchor.owner=Chefen", 'anchor.owner={"deferred": "afventer"}')

    assert {"anchor.owner": "Chefen"} == json.loads(run("show", PLAN, "--json").stdout)["answers"]
    assert "et svar gælder frem for »ved vi ikke endnu«" in run("status", PLAN).stdout.replace("\n", " ")


def test_a_fault_of_our_own_is_owned_up_to_without_a_traceback(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What nobody foresaw ends with one line that says where, exit 1, and nothing of what was answered."""
    from procwiz import cli, session

    def break_down(*_: object) -> None:
        raise ZeroDivisionError("Chefens hemmelige svar")

    monkeypatch.setattr(session, "open_plan", break_down)
    code = cli.main(["status", str(plan)])
    said = capsys.readouterr().err

    assert (1, 1) == (code, len(said.splitlines()))
    assert "ZeroDivisionError i test_cli:" in said
    assert "hemmelige" not in said
