"""An organisation's look: its colour can be read everywhere, its logo is a picture, and a faulty setting is said."""

from __future__ import annotations

import os
import re
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from logos import jpeg, png
from printing import SAMPLE, sample
from test_documents import DAY, TEMPLATES
from test_page import checks
from test_pages_of_plans import MOST, STATES, plan_of, printed, printer

from procwiz.calendars import calendar_of
from procwiz.core.document import build
from procwiz.core.plan import Plan
from procwiz.language import Language
from procwiz.render import write
from procwiz.render.dress import PLAIN, SHIPPED, Dress, Logo
from procwiz.render.dress import logo as logos
from procwiz.render.dress.colours import ENOUGH, contrast, darker, on_white, palette, read

__all__ = ["checks", "printer"]

DANISH = Language("da")
NAME = "Aalborg Kommune"
WORN = Dress(NAME, palette("#8a3010"), logos.read(png()))
SHADES = st.tuples(*[st.integers(0, 255)] * 3).map(lambda parts: "#{:02x}{:02x}{:02x}".format(*parts))
LIGHT, DARK = ("#1c2429", "#55616a"), ("#e4e9ec", "#a5b1b9")
"""What is written on a page, by day and by night."""


def dressed(form: str, dress: Dress | None = WORN, **fields: object) -> bytes:
    """Write the sample paper in a look."""
    document = {**sample(), **fields}
    return write(document, SAMPLE / "paper.md.j2", form, TEMPLATES / "page.html.j2", DANISH, dress)


def paper(plan: Plan, form: str, dress: Dress) -> bytes:
    """Write the paper of a plan in a look."""
    language = Language(plan.process.language)
    document = build(plan, "steering-group", DAY, language.say, calendar_of(plan.country))
    return write(document, TEMPLATES / "steering-group.md.j2", form, TEMPLATES / "page.html.j2", language, dress)


# -- colours ---------------------------------------------------------------------------------


@given(SHADES)
def test_every_accent_that_is_taken_can_be_read_on_every_ground(colour: str) -> None:
    """Accent and texts have 4.5:1 on paper, tint and soft ground; and the dark ones on theirs."""
    accent = darker(colour)
    own = palette(accent)

    by_day = [contrast(accent, ground) for ground in ("#ffffff", own.tint, own.soft)]
    by_night = [contrast(own.dark_accent, ground) for ground in ("#13181b", "#1b2226", own.dark_tint)]
    texts = [contrast(text, own.tint) for text in LIGHT] + [contrast(text, own.dark_tint) for text in DARK]
    assert min(by_day + by_night + texts) >= ENOUGH


@given(SHADES)
def test_the_darker_colour_offered_is_one_that_is_taken(colour: str) -> None:
    """What a message offers instead of a pale colour passes; a colour that passes is offered as it is."""
    assert on_white(darker(colour)) >= ENOUGH
    assert (darker(colour) == colour) is (on_white(colour) >= ENOUGH)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#0a5a70", "#fff", 7.75),
    ],
)
def test_contrast_is_what_wcag_says(one: str, other: str, ratio: float) -> None:
    """Known pairs have the contrast that other tools measure, whichever comes first."""
    two = read(other) or ""

    assert ratio == pytest.approx(contrast(one, two), abs=0.05)
    assert contrast(two, one) == contrast(one, two)


def test_the_shipped_colours_are_kept_as_they_are() -> None:
    """Our own accent gives our own colours, chosen by eye, and they can be read too."""
    assert SHIPPED == palette("#0a5a70") == PLAIN.palette
    assert min(contrast(SHIPPED.accent, ground) for ground in ("#ffffff", SHIPPED.tint, SHIPPED.soft)) >= ENOUGH


@pytest.mark.parametrize("text", ["", "blue", "#12", "0a5a70", "#0a5a7g", "#0a5a70ff", "rgb(0,0,0)", "#0a5a70;}"])
def test_what_is_no_colour_is_none(text: str) -> None:
    """Only # with three or six hexadecimal digits is a colour."""
    assert read(text) is None


def test_a_short_colour_is_written_out() -> None:
    """Three digits stand for six."""
    assert "#005577" == read("#057")


# -- logos -----------------------------------------------------------------------------------


def test_a_logo_is_known_by_its_bytes() -> None:
    """PNG and JPEG are told apart, and measured, by what stands in them."""
    assert ("png", 330, 100) == _known(logos.read(png()))
    assert ("jpeg", 40, 24) == _known(logos.read(jpeg(40, 24)))


def _known(logo: Logo) -> tuple[str, int, int]:
    return logo.kind, logo.width, logo.height


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "kind"),
        (b"GIF89a", "kind"),
        (png()[:-20], "damaged"),
        (png()[:40] + b"x" + png()[41:], "damaged"),
        (png()[:8], "damaged"),
        (jpeg()[:-2], "damaged"),
        (b"\xff\xd8\xff\xe0", "damaged"),
        (b"\xff\xd8\xff" + b"\x00" * 40, "damaged"),
        (png(5_001, 1), "pixels"),
    ],
)
def test_what_is_no_whole_picture_is_refused(content: bytes, why: str) -> None:
    """Other kinds, torn and broken pictures, and pictures too large are no logo, whatever they are called."""
    with pytest.raises(logos.Unreadable) as caught:
        logos.read(content)

    assert why == caught.value.why


@pytest.mark.parametrize("size", [(1, 1), (2000, 600), (600, 2000), (5000, 10)])
def test_a_logo_keeps_its_proportion_within_its_box(size: tuple[int, int]) -> None:
    """However large it is, it fills its box in one direction, overflows in none, and is not stretched."""
    width, height = Logo(b"", "png", *size).within(42, 12)

    assert width <= 42.001 and height <= 12.001
    assert width == pytest.approx(42) or height == pytest.approx(12)
    assert size[0] / size[1] == pytest.approx(width / height)


# -- documents -------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["md", "html", "docx", "pdf"])
def test_the_same_look_gives_the_same_bytes(form: str) -> None:
    """A document is written alike twice; without a look it is the one of the house."""
    assert dressed(form) == dressed(form)
    assert dressed(form, None) == dressed(form, PLAIN)


def test_a_page_shows_the_logo_and_says_whose_it_is() -> None:
    """The logo stands in the page itself, with the organisation's name for those who do not see it."""
    page = dressed("html").decode()

    picture = re.search(
        r'<img class="logo" src="(data:image/png;base64,[^"]+)" width="330" height="100" alt="(.*)">', page
    )
    assert picture is not None
    assert NAME == picture[2]
    assert f"<p>{NAME} · " in page
    assert "<img" not in dressed("html", None).decode()


def test_a_page_has_the_colours_of_its_look() -> None:
    """The accent and all that follows from it stand in the style; the house's is nowhere left."""
    page = dressed("html", figures={"timeline": None}).decode().split("<body")[0]

    assert {"#8a3010", WORN.palette.tint, WORN.palette.dark_accent} <= set(re.findall(r"#[0-9a-f]{6}", page))
    assert set() == {SHIPPED.accent, SHIPPED.tint, SHIPPED.dark_accent} & set(re.findall(r"#[0-9a-f]{6}", page))


def test_a_hostile_name_stays_text() -> None:
    """An organisation's name closes no attribute, no style and no field."""
    hostile = Dress('"><script>alert(1)</script></style> &', logo=WORN.logo)

    page = dressed("html", hostile).decode()

    assert "<script" not in page
    assert 1 == page.count("</style>")
    for form in ("docx", "pdf"):
        assert dressed(form, hostile)


def test_word_has_the_look_in_styles_header_and_footer() -> None:
    """The logo stands in the first page's header with its name, the accent in styles, the name in the foot."""
    pytest.importorskip("docx", reason="the extra office is not installed")
    with zipfile.ZipFile(BytesIO(dressed("docx"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    texts = {name: part.decode() for name, part in parts.items() if name.endswith((".xml", ".rels"))}

    headers = [part for name, part in texts.items() if re.match(r"word/header\d", name)]
    assert 1 == sum(f'descr="{NAME}"' in header for header in headers)
    assert png() in parts.values()
    assert all(NAME in part for name, part in texts.items() if re.match(r"word/footer\d", name))
    assert "8A3010" in texts["word/styles.xml"]
    assert not [name for name, part in texts.items() if "0A5A70" in part or "EDF5F7" in part]


@pytest.mark.parametrize("logo", [png(), jpeg(), png(1_200, 60), png(100, 300)], ids=["png", "jpeg", "wide", "tall"])
def test_a_pdf_has_the_logo_as_a_figure_with_a_name(logo: bytes, tmp_path: Path) -> None:
    """PDF/UA-1 is held with a logo too, and the organisation's name is its alternative text and stands in the foot."""
    pytest.importorskip("typst", reason="the extra pdf is not installed")
    path = tmp_path / "paper.pdf"
    path.write_bytes(dressed("pdf", Dress(NAME, logo=logos.read(logo))))

    shown, tags = (
        subprocess.run(words, capture_output=True, encoding="utf-8", errors="replace", check=True).stdout
        for words in (["pdftotext", path, "-"], ["pdfinfo", "-struct", path])
    )

    assert f"{NAME} · " in shown
    assert "Figure" in tags.split("H2")[0]


@pytest.mark.parametrize("size", [(330, 100), (200, 200), (1_200, 100)], ids=["usual", "square", "wide"])
@pytest.mark.parametrize("state", ["half", "contract, doubtful", "strategy, talkative"])
def test_the_paper_fits_two_pages_with_a_logo(printer: str, tmp_path: Path, state: str, size: tuple[int, int]) -> None:
    """A logo at the head takes no page from the paper: annex A begins on the third at the latest."""
    assert state in STATES
    page = tmp_path / "paper.html"
    dress = Dress("Aalborg Kommune, Ældre- og Handicapforvaltningen", WORN.palette, logos.read(png(*size)))
    page.write_bytes(paper(plan_of(state, "da"), "html", dress))

    sheets = printed(printer, page)

    assert MOST >= next(place for place, sheet in enumerate(sheets) if re.search(r"^\s*Bilag A:", sheet, re.MULTILINE))


def test_both_checks_find_nothing_on_a_dressed_page(checks: Path, tmp_path: Path) -> None:
    """A browser finds no WCAG 2.2 AA fault and no broken layout, also with the palest accent there can be."""
    for name, accent in {"red": "#8a3010", "pale": "#767676", "black": "#000000"}.items():
        dress = Dress(NAME, palette(accent), logos.read(png(900, 100)))
        (tmp_path / f"{name}.html").write_bytes(dressed("html", dress, contents=True))
    for check in ("axe.mjs", "look.mjs"):
        run = ["node", checks / check, *sorted(tmp_path.glob("*.html"))]
        found = subprocess.run(run, cwd=checks, capture_output=True, text=True, timeout=300, check=False)
        assert found.returncode == 0, found.stdout + found.stderr


# -- settings --------------------------------------------------------------------------------


@pytest.fixture
def settings(tmp_path: Path, run: Run) -> Any:
    """Write settings, and export with them; a plan is there, and so are a logo and other files."""
    run("new", "Nattefald", "--no-input")
    (tmp_path / "logo.png").write_bytes(png())
    (tmp_path / "big.png").write_bytes(png() + b"\0" * 1_000_000)
    (tmp_path / "text.png").write_text("no picture", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    file = tmp_path / "config.toml"

    def export(text: str, *words: str) -> Any:
        file.write_text(text, encoding="utf-8")
        done = run(*(words or ("export", "--stdout")), env={"PROCWIZ_CONFIG": str(file)})
        assert "Traceback" not in done.stderr
        return done

    return export


def test_the_look_of_the_settings_is_worn(settings: Any) -> None:
    """Name, colour and logo of the settings stand in the page that is exported."""
    text = '[organisation]\nname = "Aalborg Kommune"\naccent = "#057"\nlogo = "logo.png"\n'

    page = settings(text, "export", "--format", "html", "--stdout").stdout

    assert 'alt="Aalborg Kommune"' in page
    assert "--accent: #005577;" in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("organisation = [", "kan ikke læses"),
        ("[organization]\n", "organization: Den indstilling findes ikke. Mente du »organisation«?"),
        ('organisation = "x"', "organisation: Her hører en tabel."),
        ('[organisation]\nacent = "#000"', "organisation.acent: Den indstilling findes ikke. Mente du »accent«?"),
        ("[organisation]\nname = 3", "organisation.name: Her hører en tekst"),
        ('[organisation]\naccent = "blå"', "organisation.accent: »blå« er ikke en farve."),
        ('[organisation]\naccent = "#7fc8dc"', "Kontrasten er 1,87:1, og WCAG 2.2 AA kræver mindst 4,5:1."),
        ('[organisation]\nname = "A"\nlogo = "nix.png"', "nix.png findes ikke."),
        ('[organisation]\nname = "A"\nlogo = "big.png"', "big.png fylder for meget."),
        ('[organisation]\nname = "A"\nlogo = "text.png"', "text.png er hverken PNG eller JPEG"),
        ('[organisation]\nname = "A"\nlogo = "."', "kan ikke læses"),
        ('[organisation]\nname = "A"\nlogo = "\\u0000"', "kan ikke læses"),
        ('[organisation]\nlogo = "logo.png"', "organisation.name: Navnet mangler."),
        ('[organisation]\ntemplates = "nix"', "nix findes ikke."),
        ('[organisation]\ntemplates = "empty"', "plan.md.j2, "),
    ],
)
def test_a_faulty_setting_is_said_and_nothing_is_written(settings: Any, tmp_path: Path, text: str, said: str) -> None:
    """Place, reason and remedy; exit code 2; no document, and other commands go on as ever."""
    done = settings(text, "export", "--out", "out")

    assert 2 == done.returncode
    assert said in done.stderr
    assert not (tmp_path / "out").exists()
    assert 0 == settings(text, "status").returncode


def test_every_fault_of_the_settings_is_said_at_once(settings: Any) -> None:
    """Four faults are four sentences, and one that counts them and names the file."""
    done = settings('[organisation]\nname = ""\naccent = "x"\nlogo = "nix"\ncolour = "#000"\n')

    assert 5 == len(done.stderr.splitlines())
    assert re.search(r"Der er 4 fejl i .*config\.toml\. Intet er skrevet\.", done.stderr)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_logo_that_is_a_link_to_elsewhere_is_not_followed(settings: Any, tmp_path: Path) -> None:
    """A logo is a file of its own folder, not what a link leads to."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "logo.png").symlink_to(tmp_path / "logo.png")

    done = settings('[organisation]\nname = "A"\nlogo = "sub/logo.png"\n')

    assert 2 == done.returncode
    assert "er et link til noget uden for mappen" in done.stderr


def test_a_person_s_name_is_kept_above_the_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name asked for once becomes no setting of the organisation's."""
    from procwiz import console

    file = tmp_path / "config.toml"
    file.write_text('[organisation]\nname = "A"\n', encoding="utf-8")
    monkeypatch.setenv("PROCWIZ_CONFIG", str(file))

    console._keep_author("Lene")

    assert {"by": "Lene", "organisation": {"name": "A"}} == console.config()
