"""`links --external`: addresses outside, asked politely, of servers on this machine alone."""

import json
import socket
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.build import Config, examine
from site_builder.diagnostics import Span
from site_builder.outward import hosts
from site_builder.outward.addresses import addresses
from site_builder.outward.asking import Answer, State, Visitor
from site_builder.outward.hosts import Limits, PrivateHost, Turns, connected, is_public
from site_builder.outward.visits import as_failed, read_failed, tell, visit
from tests.conftest import Outcome, run
from tests.web import Web, certificate, leading, serving

PATIENCE = Limits(silence=0.5, whole=0.5, pause=0.0, redirects=3, private=True)


def visitor(limits: Limits = PATIENCE) -> Visitor:
    """Return somebody who asks on this machine and does not wait long."""
    return Visitor(agent="site-builder/test", limits=limits, turns=Turns(limits.pause))


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    """A server outside."""
    with serving() as started:
        yield started


@pytest.mark.parametrize(
    ("path", "state", "cause"),
    [
        ("/fine", State.FINE, ""),
        ("/fine?a=1&b=营商#part", State.FINE, ""),
        ("/中文 地址", State.FINE, ""),
        ("/get-only", State.FINE, ""),
        ("/no-head", State.FINE, ""),
        ("/away", State.FINE, ""),
        ("/away-moved", State.FINE, ""),
        ("/none", State.BROKEN, "@link-status|404"),
        ("/gone", State.BROKEN, "@link-status|410"),
        ("/broken", State.BROKEN, "@link-status|500"),
        ("/moved-to-none", State.BROKEN, "@link-status|404"),
        ("/round", State.BROKEN, "@link-redirects|3"),
        ("/ftp", State.BROKEN, "@link-no-http"),
        ("/odd", State.BROKEN, "@link-no-http"),
        ("/words", State.BROKEN, "@link-no-http"),
        ("/forbidden", State.CLOSED, "@link-status|403"),
        ("/guarded", State.CLOSED, "@link-status|412"),
        ("/many", State.CLOSED, "@link-status|429"),
        ("/slow", State.SILENT, "@link-no-answer"),
        ("/drip", State.SILENT, "@link-no-answer"),
        ("/cut", State.SILENT, "@link-cut"),
    ],
)
def test_what_a_server_answers_is_told_apart(path: str, state: State, cause: str, web: Web) -> None:
    """Fine, broken, closed to programs, silent; what moved for a while only is fine."""
    assert visitor().ask(f"{web.address}{path}") == Answer(state=state, cause=cause)


@pytest.mark.parametrize(
    ("path", "target"),
    [("/moved", "/fine"), ("/moved-twice", "/fine"), ("/chinese", "/好 的")],
)
def test_what_has_moved_for_good_is_told_with_its_new_address(
    path: str, target: str, web: Web
) -> None:
    """301 and 308, to the end of the way."""
    answer = visitor().ask(f"{web.address}{path}")
    assert answer == Answer(state=State.MOVED, target=f"{web.address}{target}")


def test_it_says_who_asks_and_asks_for_little() -> None:
    """HEAD, then GET where that is not answered; the builder's name; no body, no credentials."""
    with serving() as web:
        visitor().ask(web.address.replace("//", "//user:word@") + "/none?q=1#part")
    assert [(method, path) for method, path, _ in web.asked] == [
        ("HEAD", "/none?q=1"),
        ("GET", "/none?q=1"),
    ]
    for _, _, headers in web.asked:
        assert headers["User-Agent"] == "site-builder/test"
        assert headers["Host"] == web.address.removeprefix("http://")
        assert not headers.keys() & {"Authorization", "Cookie", "Referer"}


def test_a_host_is_asked_one_at_a_time_with_a_pause() -> None:
    """However many addresses, and however they are written; the order is that of the site."""
    limits = Limits(pause=0.05, private=True)
    with serving() as one, serving() as other:
        wanted = [f"{web.address}/{n}" for n in range(4) for web in (one, other)]
        found = visit(wanted, visitor(limits))
    assert list(found) == wanted
    assert {answer.state for answer in found.values()} == {State.FINE}
    assert (one.most, other.most) == (1, 1)
    times = sorted(one.times + other.times)  # both are one host
    assert all(later - earlier > 0.04 for earlier, later in pairwise(times))


def test_a_silent_host_is_soon_left_alone() -> None:
    """After three silences the rest of its addresses count as silent, too."""
    with serving() as web:
        found = visit([f"{web.address}/cut?{n}" for n in range(9)], visitor())
        assert len(web.asked) == 6
    assert {answer.state for answer in found.values()} == {State.SILENT}


@pytest.mark.parametrize(
    ("name", "days", "cause"),
    [
        ("127.0.0.1", 30, "@certificate-issuer"),
        ("127.0.0.1", -1, "@certificate-expired"),
        ("elsewhere.example", 30, "@certificate-name"),
    ],
)
def test_certificates_are_judged(
    name: str, days: int, cause: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody's, an old one, another's."""
    file = certificate(tmp_path / "own.pem", name, days)
    if cause != "@certificate-issuer":
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with serving(file) as web:
        answer = visitor().ask(f"{web.address}/fine")
    assert answer == Answer(state=State.CERTIFICATE, cause=cause)


def test_a_sound_certificate_opens_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And a server without one does not."""
    file = certificate(tmp_path / "own.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with serving(file) as safe, serving() as plain:
        assert visitor().ask(f"{safe.address}/fine").state is State.FINE
        assert visitor().ask(f"{safe.address}/slow").cause == "@link-no-answer"
        answer = visitor().ask(plain.address.replace("http:", "https:"))
    assert answer == Answer(state=State.CERTIFICATE, cause="@certificate-none")


@pytest.mark.parametrize(
    "place",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
        *("2001:0:7f00:1::", "ff02::1"),
    ],
)
def test_addresses_of_private_networks_are_not_public(place: str) -> None:
    """Nor are those that stand for one of them."""
    assert not is_public(place)


@pytest.mark.parametrize("place", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_of_the_public_network_are(place: str) -> None:
    """In both versions."""
    assert is_public(place)


def test_private_hosts_are_refused_before_they_are_asked(web: Web) -> None:
    """Numbers in any notation, names, and redirects that lead there."""
    before = len(web.asked)
    strange = Limits(pause=0.0)
    port = web.address.rpartition(":")[2]
    for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "127.1", "0"):
        answer = visitor(strange).ask(f"http://{host}:{port}/fine")
        assert answer.state in (State.PRIVATE, State.SILENT), host
    assert visitor(strange).ask(f"{web.address}/fine").state is State.PRIVATE
    assert len(web.asked) == before


def test_a_redirect_into_a_private_network_is_not_followed(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first host is public, the second is not."""
    monkeypatch.setattr(hosts, "is_public", lambda place: place == "127.0.0.1")
    answer = visitor(Limits(pause=0.0)).ask(f"{web.address}/inside")
    assert answer == Answer(state=State.PRIVATE)


def test_a_name_is_resolved_once_and_all_it_means_is_judged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No second look at the name, which could say something else; one private place is enough."""
    asked: list[str] = []

    def resolved(host: str, port: int, **_: object) -> list[object]:
        asked.append(host)
        return [(0, 0, 0, "", (place, port)) for place in ("8.8.8.8", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    monkeypatch.setattr(socket, "create_connection", lambda *_: pytest.fail("it was asked"))
    with pytest.raises(PrivateHost):
        connected("rebind.example", 80, Limits())
    assert asked == ["rebind.example"]


@given(st.text(max_size=30))
def test_no_address_breaks_it(text: str) -> None:
    """Whatever stands in a link: an answer."""
    refused = visitor(Limits(pause=0.0, silence=0.1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", ("10.0.0.1", 80))])
        assert refused.ask(f"http://{text}").state in (State.PRIVATE, State.BROKEN)
        assert refused.ask(text).state in (State.PRIVATE, State.BROKEN)


def test_one_failure_is_no_alarm() -> None:
    """Told after so many on end; what works again is forgotten; what lasts is told at once."""
    broken = Answer(state=State.BROKEN, cause="@link-status|404")
    answers = {
        "http://a.example/": broken,
        "http://b.example/": Answer(state=State.FINE),
        "http://c.example/": Answer(state=State.MOVED, target="http://d.example/"),
        "http://e.example/": Answer(state=State.PRIVATE),
    }
    places = {
        address: (Span(path="a.md", line=1), Span(path="b.md", line=2)) for address in answers
    }
    failed = {"http://b.example/": 2, "http://gone.example/": 7}
    codes = []
    for _ in range(3):
        told = tell(answers, places, failed, 3)
        failed = read_failed(as_failed(told.failed))
        codes.append(sorted({item.code for item in told.diagnostics}))
        assert len(told.diagnostics) == 2 * len(codes[-1])
    lasting = ["external-moved", "external-private"]
    assert codes == [lasting, lasting, ["external-broken", *lasting]]
    assert failed == {"http://a.example/": 3}


@pytest.mark.parametrize("text", ["", "[]", "null", '{"failed": 3}', '{"failed": {"a": "x"}}'])
def test_a_damaged_memory_is_none(text: str) -> None:
    """The counting begins anew."""
    assert read_failed(text) == {}


def test_every_address_of_a_site_is_found(systems: Path) -> None:
    """In texts, in tables that name a page, in settings: each with its places."""
    with (systems / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[contact]\nconsultation = "https://ask.example/"\n')
    sources = systems / "data/sample/2023.1.0/sources.csv"
    text = sources.read_text("utf-8").replace("2024-02-01,,", "2024-02-01,https://paper.example/,")
    sources.write_text(text, encoding="utf-8")
    page = systems / "content/pages/about.md"
    page.write_text(page.read_text("utf-8") + "[页](https://site.example/a#b)\n", encoding="utf-8")
    config = Config(root=systems, cache=systems / ".cache", as_of=None, strict=False, clean=False)
    found = addresses(examine(config).site, systems)
    places = {address: [(one.path, one.field) for one in spans] for address, spans in found.items()}
    assert places["https://ask.example/"] == [("site.toml", None)]
    assert places["https://paper.example/"][0] == ("data/sample/2023.1.0/sources.csv", "url")
    assert ("content/pages/about.md", None) in places["https://site.example/a"]
    tables = {Path(path).stem for spans in places.values() for path, field in spans if field}
    assert tables == {"sources", "documents", "services", "coverage"}
    for address, spans in found.items():
        for span in spans:
            lines = (systems / span.path).read_text("utf-8").splitlines()
            assert address in lines[(span.line or span.row or 0) - 1], span


def links(site: Path, *options: str) -> Outcome:
    """Ask the addresses of a site, those of this machine too."""
    return run("links", "--external", "--private", "--site", str(site), *options)


def test_the_command_tells_in_every_form_and_ends_by_the_gravest(
    minimal: Path, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Status 0 while nothing is told but warnings, 1 with errors; the memory decides when."""
    monkeypatch.setattr("site_builder.cli.links.Limits", lambda **_: PATIENCE)
    site = leading(minimal, web, "/fine", "/none", "/moved", "/none#part")
    first = links(site, "--after", "2")
    assert first.status == 0
    assert "[external-moved]" in first.text
    assert "external-broken" not in first.text
    assert first.text.endswith("问了3个站外网址，打得开2个；1个这次打不开，还不满2次\n")
    memory = site / ".cache/links.json"
    assert json.loads(memory.read_text("utf-8")) == {"failed": {f"{web.address}/none": 1}}
    second = links(site, "--after", "2")
    assert second.status == 1
    assert second.text.count("[external-broken]") == 2
    for form, mark in (("github", "::error "), ("gitlab", '"major"'), ("sarif", '"error"')):
        told = links(site, "--after", "2", "--format", form)
        assert told.status == 1
        assert told.text.count(mark) == 2
    told = links(site, "--after", "2", "--format", "json", "--memory", str(site / "other.json"))
    assert json.loads(told.text)["counts"] == {"error": 0, "warning": 1}
    assert told.status == 0


def test_known_warnings_of_addresses_can_be_listed(
    minimal: Path, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page closed to programs is looked at by a person once; --strict makes new ones errors."""
    monkeypatch.setattr("site_builder.cli.links.Limits", lambda **_: PATIENCE)
    site, known = leading(minimal, web, "/guarded"), str(minimal / "known.json")
    assert links(site, "--after", "1", "--strict").status == 1
    assert links(site, "--after", "1", "--write-baseline", known).status == 0
    told = links(site, "--after", "1", "--strict", "--baseline", known)
    assert (told.status, told.text.count("external-")) == (0, 0)


def test_nothing_is_asked_without_the_word(minimal: Path) -> None:
    """The command goes out to the network, so it wants to be told so; a faulty site is told of."""
    assert run("links", "--site", str(minimal)).status == 2
    page = minimal / "content/pages/about.md"
    page.write_text(page.read_text("utf-8") + "[页](/none/)\n", encoding="utf-8")
    assert links(minimal).status == 1
