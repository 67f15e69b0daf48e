"""What a person wrote stays text, what a template may say is closed, and every fault names template and line."""

from __future__ import annotations

import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from procwiz.core.cleaning import clean
from procwiz.language import LANGUAGES, Language
from procwiz.render import render
from procwiz.render.faulty import TemplateFaulty

if TYPE_CHECKING:
    from procwiz.render import Format

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "templates" / "page.html.j2"
LOCALE = ROOT / "src" / "procwiz" / "locale"
DANISH = Language("da")
FRAME: dict[str, Any] = {
    "title": "Færre fald", "subtitle": "Oplæg", "language": "da", "meta": [["Pr.", "22. november 2026"]],
}  # fmt: skip

ATTACKS = {
    "script": "<script>alert(1)</script>",
    "front matter": "---\ntitle: overtaget\n---",
    "table": "a | b |\n|---|---|\n| 1 | 2",
    "table of one column": "a|\n-:",
    "fence": "```\nresten af planen er kode",
    "tilde fence": "~~~\nx",
    "indented code": "    rm -rf /",
    "autolink": "Se www.evil.example og a@b.dk, kl.dk, http://localhost, ftp://x.dk og mailto:a@b.dk",
    "entity": "&lt;b&gt; &#x3c;i&#x3e;",
    "hard break": "linje  \nlinje\\\nlinje",
    "list": "1. punkt\n- punkt\n+ punkt\n2) punkt",
    "jinja": "{{ 7*7 }}{% include 'x' %}",
    "raw": "```{=openxml}\n<w:p/>\n```",
    "math": "$\\input{/etc/passwd}$",
    "emphasis": "2*3*4 og snake_case_navn",
    "nordic": "Æ_Ø_Å § 39, 10 % & FoU <10",
    "attribute": '" onmouseover="alert(1)',
    "style": "</style><script>alert(1)</script>",
    "svg": "</text></svg><script>alert(1)</script>",
    "css": '"; } body{display:none} a{content:"',
    "emoji": "🏳️\u200d🌈🇩🇰 👩\u200d⚕️",
    "heading": "overskrift\n===\nen til\n---\n# tre #",
    "container": "::: annex\nx\n:::",
    "reference": "[a]: /b 'c'\n[a] ![b](c) [^1]",
    "empty lines": "a\n\n \nb",
    "backslash": "\\",
    "quote": "> a\n>b",
}
HARD = st.text(st.sampled_from("ab1 .\n\t\\`*_[]()<>|~!$#&;:@/-+='\"{}^%,wdk\u00a0å")) | st.text(max_size=30)


class _Elements(HTMLParser):
    """Counts the elements and attributes of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: Counter[str] = Counter()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen[tag] += 1
        self.seen.update(f"{tag}@{name}" for name, _ in attrs)


@pytest.fixture
def write(tmp_path: Path) -> Any:
    """Render a template given as text, with fields."""

    def written(template: str, format: Format = "md", **fields: object) -> str:  # noqa: A002
        return _render(tmp_path, template, format, **fields)

    return written


def _render(folder: Path, template: str, format: Format = "md", **fields: object) -> str:  # noqa: A002
    path = folder / "paper.md.j2"
    path.write_text(template, encoding="utf-8")
    return render({**FRAME, **fields}, path, format, PAGE, DANISH)


def _read(markdown: str) -> tuple[str, set[str]]:
    """Give the text and the elements that a reader of GFM finds below the document's head."""
    tokens = MarkdownIt("gfm-like").parse(markdown)
    tokens = tokens[6:]  # the title and the line below it
    text, found = [], {token.tag for token in tokens if token.tag}
    for token in tokens:
        for child in token.children or ():
            found |= {child.tag} - {""}
            text.append("\n" if child.type in ("softbreak", "hardbreak") else child.content)
    return "".join(text), found


def _kept(answer: str) -> str:
    """Give what an answer reads like: clean, as everywhere, and without new lines around it."""
    return re.sub("[\ufdd0-\ufdef]", "\ufffd", clean(answer)).strip("\n")


def _fault(write: Any, template: str, **fields: object) -> str:
    with pytest.raises(TemplateFaulty) as caught:
        write(template, **fields)
    assert caught.value.exit_code == 4
    return DANISH.say(caught.value.message)


@pytest.mark.parametrize("answer", ATTACKS.values(), ids=ATTACKS.keys())
def test_an_answer_is_read_back_as_its_own_text(write: Any, answer: str) -> None:
    """Hostile text reads back equal, with no element but p and br."""
    text, found = _read(write("{{ x }}\n", x=answer))
    assert answer == text
    assert found <= {"p", "br"}


@pytest.mark.parametrize("answer", ATTACKS.values(), ids=ATTACKS.keys())
def test_an_answer_adds_nothing_to_the_page(write: Any, answer: str) -> None:
    """A page with hostile text has the elements and attributes of a page with harmless text."""
    template = "## Et\n\n{{ x }}\n\n- {{ x }}\n\n| A | B |\n|---|---|\n| {{ x }} | b |\n"
    plain = _Elements(write(template, "html", x="tekst", title="t")).seen
    hostile = _Elements(write(template, "html", x=answer, title=answer)).seen
    hostile.pop("br", None)
    assert plain == hostile


@settings(max_examples=400, deadline=None)
@given(HARD)
def test_any_text_is_read_back(tmp_path_factory: pytest.TempPathFactory, answer: str) -> None:
    """Whatever is typed reads back equal."""
    text, found = _read(_render(tmp_path_factory.getbasetemp(), "{{ x }}\n", x=answer))
    assert _kept(answer) == text
    assert found <= {"p", "br"}


@settings(max_examples=200, deadline=None)
@given(HARD, HARD)
def test_two_texts_side_by_side_are_read_back(tmp_path_factory: pytest.TempPathFactory, one: str, other: str) -> None:
    """Two answers on one line cannot together become what neither is."""
    text, found = _read(_render(tmp_path_factory.getbasetemp(), "{{ a }}{{ b }}\n", a=one, b=other))
    assert _kept(one) + _kept(other) == text
    assert found <= {"p", "br"}


@settings(max_examples=200, deadline=None)
@given(HARD)
def test_any_text_stays_in_its_cell(tmp_path_factory: pytest.TempPathFactory, answer: str) -> None:
    """In a table an answer is one line of one cell."""
    template = "| A | B |\n|---|---|\n| {{ x }} | b |\n| c | d |\n"
    text, found = _read(_render(tmp_path_factory.getbasetemp(), template, x=answer))
    assert "AB" + _kept(answer).replace("\n", " ") + "bcd" == text
    assert found == {"table", "thead", "tbody", "tr", "th", "td"}


@settings(max_examples=200, deadline=None)
@given(HARD)
def test_any_text_stays_in_its_block(tmp_path_factory: pytest.TempPathFactory, answer: str) -> None:
    """In headings, items and boxes an answer opens no block of its own."""
    template = "## H{{ x }}\n\n- {{ x }}\n- i\n\n::: note\n{{ x }}.\n:::\n"
    text, found = _read(_render(tmp_path_factory.getbasetemp(), template, x=answer))
    kept = _kept(answer)
    assert "H" + kept.replace("\n", " ") + kept + "i" + kept + "." == text
    assert found <= {"h2", "ul", "li", "blockquote", "p", "br"}


@settings(max_examples=300, deadline=None)
@given(HARD)
def test_prose_has_few_elements(tmp_path_factory: pytest.TempPathFactory, answer: str) -> None:
    """Prose becomes paragraphs, lists, emphasis and links, and never more."""
    _, found = _read(_render(tmp_path_factory.getbasetemp(), "{{ x | prose }}\n", x=answer))
    assert found <= {"p", "br", "ul", "ol", "li", "em", "strong", "a"}


def test_prose_keeps_its_form(write: Any) -> None:
    """What prose may have is kept, and the rest of it is text."""
    prose = "Et *a* **b** [c](https://x.dk/d).\n\n- e\n- f\n\n1. g\n\n# h\n<b>\n> i"
    expected = "Et *a* **b** [c](<https://x.dk/d>).\n\n- e\n- f\n\n1. g\n\n\\# h\n\\<b>\n\\> i\n"
    assert write("{{ x | prose }}\n", x=prose).endswith(expected)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "/x", "//x.dk"])
def test_a_link_leads_to_the_web_or_to_mail(write: Any, address: str) -> None:
    """An address of another scheme is no link, from prose, filter or template."""
    template = "{{ p | prose }}\n\n{{ x | link('ord') }}\n\n[ord]({{ x }})\n"
    page = write(template, "html", x=address, p=f"[ord]({address})")
    assert not re.search(r'<a href="(?!#)', page)


def test_an_address_is_kept(write: Any) -> None:
    """The link filter makes a link of words with Markdown in them and an address with brackets."""
    page = write("{{ x | link(w) }}\n", "html", x="https://x.dk/a_(b)?c=*&d", w="se *her*")
    assert '<a href="https://x.dk/a_(b)?c=*&amp;d">se *her*</a>' in page


def test_an_answer_does_not_number_a_list(write: Any) -> None:
    """A year before a full stop of the template is text; a number of the loop's own numbers."""
    assert "<p>2027. Så.</p>" in write("{{ x }}. Så.\n", "html", x="2027")
    assert "<ol>\n<li>Så.</li>" in write(
        "{% for y in x %}\n{{ loop.index }}. {{ y }}\n{% endfor %}\n", "html", x=["Så."]
    )


def test_paragraphs_of_an_item_stay_apart(write: Any) -> None:
    """An item of two paragraphs, and two lists in a row, keep their form in md."""
    prose = "- a\n\n  b\n- c\n\n* d"
    assert write("{{ x | prose }}\n", x=prose).endswith("- a\n\n  b\n\n- c\n\n* d\n")


def test_prose_too_deep_loses_nothing(write: Any) -> None:
    """Prose nested deeper than the parser goes is shown as it was typed."""
    assert "bund" in write("{{ x | prose }}\n", x="- " * 200 + "bund")


def test_bidi_controls_and_our_own_marks_are_replaced(write: Any) -> None:
    """Characters that turn the reading order, or that render uses itself, become U+FFFD everywhere."""
    page = write("{{ x }}\n", "html", x="\u202etxt.exe\ufdd0\ufdd2", title="\u202ea")
    assert {"\ufffd"} == set(re.findall("[\u202e\ufdd0-\ufdef\ufffd]", page))


def test_containers_in_markdown(write: Any) -> None:
    """In md a box is a quote, an annex a rule, columns their content, and facts get a colon."""
    template = (
        "::: decision\n## Ja?\n:::\n\n:::: columns\n::: facts\n- **Pris** {{ x }}\n:::\n::::\n\n"
        "::: annex\n## Bilag\n:::\n"
    )
    expected = "> ## Ja?\n\n> - **Pris:** 5\n\n---\n\n## Bilag\n"
    assert write(template, x=5).endswith(expected)


def test_containers_in_html(write: Any) -> None:
    """In html a box is a section or a note, facts are a list of terms, and each column stands in its own div."""
    template = (
        "::: decision\n## Ja?\n:::\n\n:::: columns\n## A\n::: facts\n- **Pris:** {{ x | open }}\n:::\n## B\nb\n::::\n\n"
        "::: note\nn\n:::\n\n::: page\np\n:::\n\n::: annex\na\n:::\n"
    )
    page = write(template, "html", x="ved vi ikke")
    for part in (
        '<section class="decision" aria-labelledby="ja">\n<h2 id="ja">Ja?</h2>',
        '<dt>Pris</dt><dd><span class="open"><span aria-hidden="true">◇</span> ved vi ikke</span></dd>',
        '</div>\n<div>\n<h2 id="b">B</h2>\n<p>b</p>',
        '<div class="note" role="note">\n<p>n</p>',
        '<section class="page">\n<p>p</p>',
        '<section class="annex" aria-label="Bilag">\n<p>a</p>',
    ):
        assert part in page


def test_a_figure_has_its_picture_caption_and_table(write: Any) -> None:
    """A figure shows the SVG of its name in html, and its caption and table in md."""
    template = "::: figure tid\nBilledtekst\n\n| A |\n|---|\n| b |\n:::\n"
    assert "<figcaption>Billedtekst</figcaption>" in write(template, "html", figures={"tid": None})
    assert "<svg>x</svg>" in write(template, "html", figures={"tid": "<svg>x</svg>"})
    assert write(template, figures={"tid": None}).endswith("Billedtekst\n\n| A |\n| --- |\n| b |\n")


def test_a_field_may_be_called_items(write: Any) -> None:
    """A field of a mapping is found, whatever methods Python's mappings have."""
    assert write("{% for one in x.items %}{{ one }}{% endfor %}\n", x={"items": ["a", "b"]}).endswith("ab\n")


def test_same_input_same_bytes(write: Any) -> None:
    """Rendering twice gives the same text."""
    template = (ROOT / "tests" / "render" / "paper.md.j2").read_text(encoding="utf-8")
    fields = json.loads((ROOT / "tests" / "render" / "paper.json").read_text(encoding="utf-8"))
    assert write(template, "html", **fields) == write(template, "html", **fields)
    assert write(template, **fields) == write(template, **fields)


FAULTY = {
    "{{ ''.__class__.__mro__ }}": "linje 1",
    "a\n{{ ''|attr('__class__') }}": "linje 2: filteret »attr« findes ikke",
    "\n{% for i in range(10**9) %}x{% endfor %}": "linje 2: »range(…)« kan ikke bruges",
    "{{ lipsum(n=100000) }}": "linje 1: »lipsum(…)« kan ikke bruges",
    "{{ lipsum }}": "linje 1: der findes ikke noget, der hedder »lipsum«",
    "\n\n{{ plan.delete() }}": "linje 3: »call« kan ikke bruges",
    "{% include '/etc/passwd' %}": "linje 1: skabelonen »/etc/passwd« findes ikke",
    "{% include '../x' %}": "linje 1: skabelonen »../x« findes ikke",
    "{% include plan.title %}": "linje 1: »include« kan ikke bruges",
    "a\n\n{{ plan.typo }}": "linje 3: der findes ikke noget, der hedder »typo«",
    "a\n{% if typo %}b{% endif %}": "linje 2: der findes ikke noget, der hedder »typo«",
    "a\n{{ 'a' * 10**9 }}": "linje 2: »*« kan kun bruges",
    "{{ '%1000000000d' % 1 }}": "linje 1: »%« kan kun bruges",
    "{{ 9 ** 10 }}": "linje 1: »**« kan kun bruges",
    "{{ 'a' ~ 'b' }}": "linje 1: »concat« kan ikke bruges",
    "{% macro m() %}{% endmacro %}": "linje 1: »macro« kan ikke bruges",
    "{% set x %}a{% endset %}": "linje 1: »assignblock« kan ikke bruges",
    "{% import 'x' as y %}": "linje 1: »import« kan ikke bruges",
    "a\n{% if %}": "linje 2: Jinja kan ikke læse linjen",
    "{{ plan }}": "linje 1: feltet er ikke en tekst (dict)",
    "{{ yes }}": "linje 1: feltet er ikke en tekst (bool)",
    "{{ p | prose | open }}": "linje 1: feltet går gennem to filtre",
    "a\n\nSvar: {{ p | prose }}": "linje 3: prosa kan have flere afsnit",
    "| A |\n|---|\n| {{ p | prose }} |": "linje 3: prosa kan have flere afsnit",
    "{% if plan %}\n\n::: box\n:::\n{% endif %}": "linje 3: boksen »box« findes ikke",
    "{{ p }}\n\n::: decision\na": "linje 3: boksen »decision« bliver ikke lukket",
    "::: note\n::: facts\n:::\n:::": "linje 4: her lukkes en boks, der ikke er åben",
    "::: note stor\n:::": "linje 1: efter »note« må der ikke stå mere",
    "::: figure\n:::": "linje 1: figuren »« findes ikke",
    "::: figure tid\n:::": "linje 1: figuren »tid« findes ikke",
    "::: figure vej\na\n:::": "linje 1: figuren »vej« skal have en billedtekst",
    "::: facts\n- a\n:::": "linje 2: hvert punkt i facts begynder med et navn i fed",
    "# Titel": "linje 1: overskriften med ét #",
    "## A\n\n#### B": "linje 3: overskriften springer til ####. Brug ###.",
    "a\n\n> b": "linje 3: »>« kan ikke bruges",
    "a `b`": "linje 1: »`« kan ikke bruges",
    "a\n\n---": "linje 3: »---« kan ikke bruges",
    "![a](b)": "linje 1: »![« kan ikke bruges",
    "| A | B |\n|---|---|\n{% for i in ab %}\n| {{ i }} | b | c |\n{% endfor %}": "linje 4: rækken har 3 felter",
    "A | B\n--|--\na | b": "linje 1: en række i en tabel begynder",
}


@pytest.mark.parametrize(("template", "said"), FAULTY.items(), ids=FAULTY.keys())
def test_a_fault_names_template_and_line(write: Any, template: str, said: str) -> None:
    """Whatever is wrong in a template is said with its name and line, and ends with exit code 4."""
    fields = {"plan": {"title": "t"}, "p": "a\n\nb", "yes": True, "ab": ["a", "b"], "figures": {"vej": None}}
    assert _fault(write, template, **fields).startswith(f"Skabelonen paper.md.j2, {said}")


def test_a_fault_in_an_included_template_names_that(write: Any, tmp_path: Path) -> None:
    """Faults of filling and of form both name the included file and its own line."""
    part = tmp_path / "part.md.j2"
    part.write_text("a\n{{ typo }}\n", encoding="utf-8")
    assert _fault(write, "b\n\n\n{% include 'part.md.j2' %}").startswith("Skabelonen part.md.j2, linje 2: der findes")
    part.write_text("a\n\n::: box\n:::\n", encoding="utf-8")
    assert _fault(write, "b\n\n\n{% include 'part.md.j2' %}").startswith("Skabelonen part.md.j2, linje 3: boksen »box«")


def test_a_link_out_of_the_folder_is_not_followed(write: Any, tmp_path: Path) -> None:
    """A template that is a link to a file elsewhere is not there."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (tmp_path / "secret").write_text("hemmeligt", encoding="utf-8")
    (folder / "part.md.j2").symlink_to(tmp_path / "secret")
    (folder / "paper.md.j2").write_text("{% include 'part.md.j2' %}", encoding="utf-8")
    with pytest.raises(TemplateFaulty) as caught:
        render(FRAME, folder / "paper.md.j2", "md", PAGE, DANISH)
    assert "»part.md.j2« findes ikke" in DANISH.say(caught.value.message)


def test_a_template_that_includes_itself_is_a_fault(write: Any) -> None:
    """An endless include ends with a message."""
    assert "henter sig selv" in _fault(write, "{% include 'paper.md.j2' %}")


def test_a_template_in_another_encoding_is_a_fault(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are said with their line."""
    (tmp_path / "paper.md.j2").write_bytes(b"a\n\xe6\n")
    with pytest.raises(TemplateFaulty) as caught:
        render(FRAME, tmp_path / "paper.md.j2", "md", PAGE, DANISH)
    assert DANISH.say(caught.value.message).startswith("Skabelonen paper.md.j2, linje 2: tegnene")


def test_the_sentences_stand_in_every_language() -> None:
    """Danish and English say the same things, with the same blanks."""

    def blanks(code: str) -> dict[str, list[str]]:
        sentences = json.loads((LOCALE / code / "render.json").read_text(encoding="utf-8"))
        return {name: sorted(re.findall(r"{(\w+)}", sentence)) for name, sentence in sentences.items()}

    first, *rest = (blanks(code) for code in LANGUAGES)
    assert [first] * len(rest) == rest


def test_every_code_has_its_sentence() -> None:
    """Each fault raised in render/ has a sentence."""
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "procwiz" / "render").glob("*.py"))
    raised = set(re.findall(r'(?:faulty|Refused|Unfit)\(\s*"(\w+)"', code))
    assert set() == raised - set(json.loads((LOCALE / "da" / "render.json").read_text(encoding="utf-8")))
    assert len(raised) > 20
