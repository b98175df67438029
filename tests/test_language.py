"""Languages: what they say for a pattern, and the catalogues they are read from."""

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from site_builder.compare.change import COUNTS
from site_builder.load import languages
from site_builder.load.languages import load_languages, parse, parts_of
from site_builder.load.settings import load_settings
from site_builder.model.language import CHINESE, CONTEXT, Language
from site_builder.templating import sayer
from tests.conftest import REPOSITORY
from tests.messages import CATALOGUES, of_python, of_template, phrases
from tests.test_english import english

INVENTED = Language(
    code="xx",
    name="Invented",
    prefix="/xx",
    catalogue={
        "由{before}到{after}": ("to {after} from {before}",),
        "{n}个案例": ("{n} case", "{n} cases"),
        f"unit{CONTEXT}位": (" ",),
        f"unit{CONTEXT}件": (" item", " items"),
        "{text}{sentence}": ("{text} {sentence}",),
        "，": (", ",),
        "（{text}）": (" ({text})",),
    },
    plural="(n != 1)",
)
BOTH = ("templates/languages/en.po", "content/languages/en.po")
HEAD = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


def test_chinese_says_the_patterns_themselves() -> None:
    """Chinese needs no catalogue."""
    assert CHINESE.say("由{before}到{after}", before="甲", after="乙") == "由甲到乙"
    assert CHINESE.sentences("甲。", "", "乙。") == "甲。乙。"
    assert CHINESE.noted("甲", ("乙", "丙")) == "甲（乙，丙）"


def test_a_language_orders_the_parts_its_own_way() -> None:
    """Patterns are whole phrases, so that the order of words is the language's."""
    assert INVENTED.say("由{before}到{after}", before="1", after="2") == "to 2 from 1"
    assert INVENTED.sentences("A.", "B.", "C.") == "A. B. C."
    assert INVENTED.noted("A", ("B", "C")) == "A (B, C)"
    assert INVENTED.noted("A", ()) == "A"


@pytest.mark.parametrize(
    ("n", "form"), [("1", "case"), ("0", "cases"), ("2", "cases"), ("1.0", "cases")]
)
def test_a_count_decides_the_form(n: str, form: str) -> None:
    """The part `n` chooses among forms; a number with decimals takes the last."""
    assert INVENTED.say("{n}个案例", n=n) == f"{n} {form}"


def test_a_word_may_be_left_out() -> None:
    """A word translated by a space is said as nothing; one without translation as it stands."""
    assert INVENTED.word("unit", "位") == ""
    assert INVENTED.word("unit", "件", "1") == " item"
    assert INVENTED.word("unit", "件") == " items"
    assert INVENTED.word("unit", "台") == "台"


def test_a_reason_is_said_without_its_brackets() -> None:
    """What stands in brackets behind a text is left out, in the brackets of the language."""
    assert CHINESE.bare("两期之间有断点（统计制度改变）") == "两期之间有断点"
    assert CHINESE.bare("口径不同") == "口径不同"
    assert english().bare("break in series (the rules changed)") == "break in series"


@given(st.text(), st.text())
def test_parts_are_escaped_in_templates(before: str, after: str) -> None:
    """A template may hand any text to a pattern: only markup stays markup."""
    said = sayer(INVENTED)("由{before}到{after}", before=before, after=Markup("<b>") + after)
    assert said == Markup("to <b>") + after + Markup(" from ") + before


def test_a_language_travels_to_workers() -> None:
    """What a worker is handed can be pickled."""
    assert pickle.loads(pickle.dumps(INVENTED)) == INVENTED


def test_a_catalogue_is_parsed_once() -> None:
    """A catalogue that is remembered by its content is not parsed again."""
    settings, _ = load_settings(REPOSITORY)
    assert settings is not None
    found, held, faults = load_languages(REPOSITORY, settings, {})
    assert (len(held), faults) == (2, ())
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(languages, "parse")
        assert load_languages(REPOSITORY, settings, held) == (found, held, ())


@pytest.mark.parametrize(
    ("pattern", "form", "fits"),
    [
        ("{a}与{b}", "{b} and {a}", True),
        ("{a}与{b}", "{a} alone", False),
        ("{a}", "{a} {c}", False),
        ("{a}", "{a.b}", False),
        ("{a}", "{a:>9}", False),
        ("{a}", "{a!r}", False),
        ("{a}", "{", False),
        ("甲", "A", True),
    ],
)
def test_a_translation_has_the_parts_of_its_phrase(pattern: str, form: str, fits: bool) -> None:
    """Parts may change their places; more, fewer or anything but a name is a fault."""
    catalogue, faults = parse(f'{HEAD}msgid "{pattern}"\nmsgstr "{form}"\n', "xx.po")
    assert catalogue is not None
    assert catalogue.phrases == ({pattern: (form,)} if fits else {})
    assert [fault.code for fault in faults] == ([] if fits else ["catalogue-invalid"])


@pytest.mark.parametrize("plural", ["(n != 1", "n%0", "n-5", "__import__('os')"])
def test_a_rule_of_plurals_that_chooses_no_form_is_told(plural: str) -> None:
    """It would fail in the middle of a page, for one count and not for another."""
    head = HEAD.replace("(n != 1)", plural)
    _, faults = parse(f'{head}msgid "甲"\nmsgstr "A"\n', "xx.po")
    assert [dict(fault.arguments)["cause"].split("|")[0] for fault in faults] == [
        "@catalogue-plural"
    ]


def test_a_count_for_which_the_rule_has_no_form_takes_the_last() -> None:
    """However far it is from those that were tried."""
    language = Language(
        code="xx", name="X", catalogue={"{n}个": ("one", "many")}, plural="(n>1)/(n!=2000)"
    )
    assert [language.say("{n}个", n=n) for n in (1, 2000, 2001)] == ["one", "many", "many"]


def test_what_is_not_translated_is_left_out() -> None:
    """Fuzzy and empty entries are as none."""
    text = f'{HEAD}#, fuzzy\nmsgid "甲"\nmsgstr "A"\n\nmsgid "乙"\nmsgstr ""\n'
    catalogue, faults = parse(text, "xx.po")
    assert catalogue is not None
    assert (catalogue.phrases, faults) == ({}, ())


def test_a_file_that_is_no_catalogue_is_told(tmp_path: Path) -> None:
    """A file that cannot be read as PO is one fault."""
    catalogue, (fault,) = parse("这不是译文\n", "xx.po")
    assert (catalogue, fault.code) == (None, "catalogue-invalid")


def test_english_says_all_and_nothing_else() -> None:
    """Every phrase of the builder and its templates is translated; nothing obsolete is kept."""
    text = (CATALOGUES / "en.po").read_text(encoding="utf-8")
    catalogue, faults = parse(text, "en.po")
    assert faults == ()
    assert catalogue is not None
    assert sorted(phrases() - catalogue.phrases.keys()) == []
    assert sorted(catalogue.phrases.keys() - phrases()) == []
    assert "#~" not in text
    assert "fuzzy" not in text


@pytest.mark.parametrize("path", BOTH)
def test_english_is_english(path: str) -> None:
    """No translation holds a Han character."""
    catalogue, faults = parse((REPOSITORY / path).read_text(encoding="utf-8"), path)
    assert faults == ()
    assert catalogue is not None
    said = [form for forms in catalogue.phrases.values() for form in forms]
    assert [form for form in said if any("\u3001" <= sign <= "\u9fff" for sign in form)] == []


def test_phrases_are_found_where_they_are_said() -> None:
    """The extraction knows `say`, `phrase` and `word` of modules and `_` of templates."""
    module = 'language.say("甲" "乙"); phrase("丙{n}"); language.word("unit", "件", n); say(other)'
    assert of_python(module) == {"甲乙", "丙{n}", f"unit{CONTEXT}件"}
    assert of_template('{{ _("甲{n}", n=1) }}{% if a %}{{ _("乙") }}{% endif %}丙') == {
        "甲{n}",
        "乙",
    }
    assert {f"unit{CONTEXT}{unit}" for unit in COUNTS} <= phrases()


@given(st.text())
def test_any_text_is_a_pattern_or_none(text: str) -> None:
    """Whatever is written in a catalogue is either filled in without a fault, or refused."""
    parts = parts_of(text)
    if parts is not None:
        text.format_map(dict.fromkeys(parts, ""))
