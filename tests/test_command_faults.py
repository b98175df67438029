"""What commands other than builds tell as diagnostics, word by word, in Chinese and English.

`tests/sites/commands/<code>/` holds the text printed; `pytest --update` writes it anew.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from site_builder.outward.hosts import Limits
from tests.conftest import SITES, Outcome, make_site, run
from tests.web import certificate, leading, serving
from tests.word_files import add_picture, word

COMMANDS = SITES / "commands"
GIVEN = (
    *("--title", "样例（虚构）", "--area", "990001", "--source", "sample-bulletin"),
    *("--date", "2024-03-05 09:00"),
)
SAID = re.compile(r"^(?P<place>.+?): (?:错误|警告|error|warning) \[(?P<code>[a-z0-9-]+)\] ", re.M)


def new(site: Path) -> list[str]:
    """Return what makes a new report."""
    return ["new", "report", "x-y", "--site", str(site), *GIVEN]


def text_as_word(site: Path) -> list[str]:
    """A text file that calls itself docx."""
    file = site / "notes.docx"
    file.write_text("虚构的文字", encoding="utf-8")
    return [*new(site), "--from", str(file)]


def picture_without_words(site: Path) -> list[str]:
    """A picture that nobody has described."""
    file = word(site / "notes.docx", lambda document: add_picture(document, ""))
    return [*new(site), "--from", str(file)]


def file_in_the_way(site: Path) -> list[str]:
    """A file where the folder of reports should be."""
    folder = site / "content/reports"
    (folder / "sample.md").unlink()
    folder.rmdir()
    folder.write_text("", encoding="utf-8")
    return new(site)


def nothing_built(site: Path) -> list[str]:
    """A folder without the list that every build writes."""
    return ["verify", str(site)]


def altered(site: Path) -> list[str]:
    """A copy of which a file is gone."""
    (site / "copy").mkdir()
    (site / "copy/build.json").write_text('{"files": {"index.html": ""}}', encoding="utf-8")
    return ["verify", str(site / "copy")]


def nothing_to_go_back_to(site: Path) -> list[str]:
    """A folder into which nothing has been deployed."""
    return ["deploy", str(site / "live"), "--rollback", "--dry-run"]


def file_of_a_new_site(site: Path) -> list[str]:
    """A folder that holds a file of the name of one that a new site has."""
    (site / "other").mkdir()
    (site / "other/README.md").write_text("虚构的文字", encoding="utf-8")
    return ["init", str(site / "other")]


FAULTS: dict[str, tuple[int, Callable[[Path], list[str]]]] = {
    "word-unreadable": (1, text_as_word),
    "word-changed": (0, picture_without_words),
    "source-unwritable": (4, file_in_the_way),
    "copy-unlisted": (2, nothing_built),
    "copy-differs": (1, altered),
    "deploy-refused": (2, nothing_to_go_back_to),
    "init-collides": (2, file_of_a_new_site),
}
"""For each code the exit status, and what brings it up: it returns the command."""


OUTSIDE = {
    "external-broken": (1, "/none"),
    "external-silent": (1, "/cut"),
    "external-certificate": (1, "/fine"),
    "external-moved": (0, "/moved"),
    "external-closed": (0, "/guarded"),
    "external-private": (1, "/fine"),
    "network-absent": (4, "/cut"),
}
"""For each code of addresses outside the exit status, and which answer of a server brings it up."""
CODES = [*FAULTS, *OUTSIDE]


@contextmanager
def brought_up(code: str, site: Path) -> Iterator[list[str]]:
    """Yield the command that brings up a code; a server answers where one is asked."""
    if code in FAULTS:
        yield FAULTS[code][1](site)
        return
    secret = certificate(site / "own.pem") if code == "external-certificate" else None
    limits = Limits(silence=0.5, whole=0.5, pause=0.0, private=code != "external-private")
    with pytest.MonkeyPatch.context() as patch, serving(secret) as web:
        patch.setattr("site_builder.cli.links.Limits", lambda **_: limits)
        leading(site, web, OUTSIDE[code][1])
        if code == "network-absent":
            page = site / "content/pages/about.md"
            named = web.address.replace("127.0.0.1", "localhost")
            page.write_text(f"{page.read_text('utf-8')}[乙]({named}/cut)\n", encoding="utf-8")
            settings = site / "site.toml"
            hosts = settings.read_text("utf-8").replace(
                'hosts = ["', f'hosts = ["{named.removeprefix("http://")}", "'
            )
            settings.write_text(hosts, encoding="utf-8")
        yield ["links", "--external", "--after", "1", "--site", str(site)]


def told(code: str, folder: Path, language: str) -> tuple[Outcome, str]:
    """Return what a command does in a spoiled site, and the two lines it says of the fault."""
    site = make_site(folder / "site")
    with brought_up(code, site) as command:
        outcome = run(*command, "--lang", language)
    text = re.sub(r"(https?)://127[.]0[.]0[.]1:\d+", r"\1://outside.example", outcome.text)
    lines = text.replace(str(site), "SITE").splitlines(keepends=True)
    first = next(n for n, line in enumerate(lines) if SAID.match(line))
    return outcome, "".join(lines[first : first + 2])


def test_every_code_of_commands_has_its_text() -> None:
    """The folders are those of the codes tested here."""
    assert sorted(path.name for path in COMMANDS.iterdir()) == sorted(CODES)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("language", "name"), [("zh", "expected.txt"), ("en", "expected.en.txt")])
def test_a_fault_is_told_once_with_what_to_do(
    code: str, language: str, name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """One message at its place, complete, in one language, with the agreed exit status."""
    outcome, said = told(code, tmp_path, language)
    expected = COMMANDS / code / name
    if request.config.getoption("--update"):
        expected.write_text(said, encoding="utf-8")
    assert [match["code"] for match in SAID.finditer(outcome.text)] == [code]
    assert said == expected.read_text(encoding="utf-8")
    assert outcome.status == (FAULTS | OUTSIDE)[code][0]
    assert "{" not in said
    english = re.findall(r"[A-Za-z]+ [A-Za-z]+", SAID.sub("", said))
    assert bool(english) == (language == "en")
