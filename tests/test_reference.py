"""The references for editors in `content/`: made from the messages, the fixtures and the settings.

`pytest tests/test_reference.py --update` writes them anew.
"""

import re
from collections.abc import Callable

import pytest

from site_builder.diagnostics import Severity
from site_builder.linked.policy import recipe_page
from site_builder.load.setting_tables import settings_schema
from site_builder.reporters.catalogue import catalogue, phrases
from site_builder.reporters.reference import GROUPS, diagnostics_page, settings_page
from tests.conftest import REPOSITORY, SITES

SEVERITIES = {"错误": Severity.ERROR, "警告": Severity.WARNING}


def examples(name: str) -> dict[str, str]:
    """Return what each fixture prints, without the line that counts."""
    found = {}
    for code in catalogue():
        [file] = SITES.glob(f"*/{code}/{name}")
        text = file.read_text(encoding="utf-8")
        found[code] = "".join(text.splitlines(keepends=True)[:2])
    return found


def diagnostics(language: str) -> str:
    """Return the reference of codes in a language."""
    chinese = examples("expected.txt")
    severities = {
        code: SEVERITIES[text.partition(f" [{code}]")[0][-2:]] for code, text in chinese.items()
    }
    shown = examples("expected.en.txt") if language == "en" else chinese
    return diagnostics_page(shown, severities, language)


PAGES: dict[str, Callable[[], str]] = {
    "diagnostics.md": lambda: diagnostics("zh"),
    "diagnostics.en.md": lambda: diagnostics("en"),
    "settings.md": lambda: settings_page(settings_schema()),
    "headers.md": recipe_page,
}


@pytest.mark.parametrize("name", PAGES)
def test_the_reference_is_up_to_date(name: str, request: pytest.FixtureRequest) -> None:
    """What stands in `content/` is what the program would write now."""
    file, made = REPOSITORY / "content" / name, PAGES[name]()
    if request.config.getoption("--update"):
        file.write_text(made, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == made


@pytest.mark.parametrize("name", ["diagnostics.md", "diagnostics.en.md"])
def test_every_code_has_its_entry(name: str) -> None:
    """Each code is a heading once, and a line of the contents leads to it."""
    text = PAGES[name]()
    for code in catalogue():
        assert text.count(f"\n## {code}\n") == 1
        assert text.count(f"](#{code})") == 1


def test_every_message_says_why_and_what_it_is_about() -> None:
    """Each code has a reason in both languages and a known group; each group has a code."""
    for code, entry in catalogue().items():
        assert entry.why_zh.endswith("。"), code
        assert entry.why_en.endswith("."), code
    assert {entry.group for entry in catalogue().values()} == {name for name, _, _ in GROUPS}


def test_every_phrase_is_there_in_both_languages() -> None:
    """Chinese and English have the same phrases and the same blanks."""
    words = phrases()
    assert words["zh"].keys() == words["en"].keys()
    assert words["blank-zh"].keys() == words["blank-en"].keys()


def test_every_blank_of_a_message_has_a_name_for_readers() -> None:
    """No argument is shown to readers under the name that the program gives it."""
    texts = [
        text
        for entry in catalogue().values()
        for text in (entry.zh, entry.en, entry.hint_zh, entry.hint_en)
    ]
    used = {name for text in texts for name in re.findall(r"\{(\w+)\}", text)}
    assert used == phrases()["blank-zh"].keys()
