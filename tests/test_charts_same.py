"""The same chart is the same bytes anywhere, and the renderer reads nothing from anywhere."""

import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_start_method
from pathlib import Path
from typing import Any

import pytest

from site_builder.charts.draw import CHART_KINDS, draw
from site_builder.charts.svg import drawn_svg
from site_builder.cli.executors import executor_named
from site_builder.model.drawing import Drawing
from tests.chart_samples import SAMPLES, TREND
from tests.conftest import REPOSITORY

KINDS = sorted(CHART_KINDS, key=lambda kind: kind.__name__)
_ELSEWHERE = """
import pickle, sys
from site_builder.charts.draw import draw
from site_builder.charts.svg import _renderer
charts = pickle.load(sys.stdin.buffer)
made = [draw(chart) for chart in charts]
probe = '{"$schema":"https://vega.github.io/schema/vega-lite/v6.json","data":{"values":[{"n":"虚构"}]},'
probe += '"autosize":"pad","mark":"bar","encoding":{"y":{"field":"n","type":"nominal"}}}'
sys.stdout.buffer.write(pickle.dumps((made, _renderer().vegalite_to_svg(probe))))
"""
"""Draws what stands on standard input, and a chart whose size follows from measured text."""


def drawn_elsewhere(**surroundings: str) -> tuple[list[Drawing], str]:
    """Return the samples drawn in a fresh process, the last first, and the probe of its fonts."""
    charts = [SAMPLES[kind] for kind in reversed(KINDS)]
    done = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **surroundings},
        input=pickle.dumps(charts),
        capture_output=True,
        check=True,
    )
    made, probe = pickle.loads(done.stdout)
    return list(reversed(made)), probe


def fonts(folder: Path, place: Path) -> str:
    """Write a configuration of fonts with this place alone, and return its path."""
    file = folder / "fonts.conf"
    file.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{place}</dir><cachedir>{folder}/cache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return str(file)


@pytest.fixture(scope="module")
def here() -> list[Drawing]:
    """The samples drawn in this process."""
    return [draw(SAMPLES[kind]) for kind in KINDS]


def test_drawing_again_gives_the_same(here: list[Drawing]) -> None:
    """Nothing is left over from a chart to the next: the other way round is the same."""
    assert [draw(SAMPLES[kind]) for kind in reversed(KINDS)] == here[::-1]


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "LANG": "C", "LC_ALL": "C", "TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "2", "LANG": "zh_CN.UTF-8", "LC_ALL": "de_DE.UTF-8", "TZ": "UTC"},
    ],
    ids=["one", "other"],
)
def test_process_seed_language_and_zone_do_not_matter(
    here: list[Drawing], surroundings: dict[str, str]
) -> None:
    """Another process with another hash seed, order, language and time zone draws the same."""
    made, _ = drawn_elsewhere(**surroundings)
    assert made == here


def test_fonts_do_not_matter(here: list[Drawing], tmp_path: Path) -> None:
    """Without any font of the machine the drawings are the same, though measured text is not."""
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    bare, without = drawn_elsewhere(FONTCONFIG_FILE=fonts(tmp_path, nothing))
    assert bare == here
    chinese = next(iter(sorted(Path("/usr/share/fonts").rglob("*CJK*"))), None)
    if chinese is None:
        pytest.skip("no Chinese font on this machine to draw with")
    full, with_chinese = drawn_elsewhere(FONTCONFIG_FILE=fonts(tmp_path, chinese.parent))
    assert full == here
    assert with_chinese != without, "the renderer saw the same fonts both times"


@dataclass
class Heard:
    """What a server on this machine was asked for."""

    base: str = ""
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def server() -> Iterator[Heard]:
    """A server on the loopback address that notes what it is asked for."""
    heard = Heard()

    class Noting(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.asked.append(self.path)
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(b'[{"a": 1}]')

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Noting) as own:
        heard.base = f"http://127.0.0.1:{own.server_port}"
        thread = threading.Thread(target=own.serve_forever)
        thread.start()
        yield heard
        own.shutdown()
        thread.join()


def plain(**changed: Any) -> dict[str, Any]:
    """Return a small sound specification with changes."""
    return {
        "$schema": json.loads(draw(TREND).specification)["$schema"],
        "data": {"values": [{"a": 1, "u": "x"}]},
        "mark": "point",
        "encoding": {"x": {"field": "a", "type": "quantitative"}},
        **changed,
    }


def reaching(address: str) -> dict[str, dict[str, Any]]:
    """Return specifications that would read an address, by how."""
    return {
        "data": plain(data={"url": address}),
        "data of a layer": {
            "$schema": plain()["$schema"],
            "layer": [{**plain(data={"url": address}), "$schema": None}],
        },
        "lookup": plain(
            transform=[
                {
                    "lookup": "a",
                    "from": {"data": {"url": address}, "key": "a", "fields": ["b"]},
                }
            ]
        ),
        "image": plain(mark={"type": "image", "url": address}),
        "image of a row": plain(
            data={"values": [{"a": 1, "u": address}]},
            mark="image",
            encoding={"url": {"field": "u", "type": "nominal"}},
        ),
        "map": plain(
            data={"url": address, "format": {"type": "topojson", "feature": "x"}}, mark="geoshape"
        ),
    }


_REFUSED = "VLC_ACCESS_DENIED|Unsupported data URL|leads elsewhere"
WAYS = tuple(reaching("x"))


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_fetched_from_the_network(way: str, server: Heard) -> None:
    """A specification that names an address is refused, and the address is not asked."""
    with pytest.raises((PermissionError, ValueError), match=_REFUSED):
        drawn_svg(reaching(f"{server.base}/x.json")[way])
    assert server.asked == []


@pytest.mark.parametrize("way", WAYS)
def test_no_file_is_read(way: str, tmp_path: Path) -> None:
    """A path of the machine is refused too, with scheme or without."""
    secret = tmp_path / "secret.json"
    secret.write_text('[{"a": 4711}]', encoding="utf-8")
    for address in (secret.as_uri(), str(secret), secret.name):
        with pytest.raises((PermissionError, ValueError), match=_REFUSED):
            drawn_svg(reaching(address)[way])


def test_a_link_is_refused(server: Heard) -> None:
    """A mark that would lead out of the page is refused, and not followed."""
    linked = plain(
        encoding={
            "x": {"field": "a", "type": "quantitative"},
            "href": {"value": f"{server.base}/x"},
        }
    )
    with pytest.raises((PermissionError, ValueError), match=_REFUSED):
        drawn_svg(linked)
    assert server.asked == []


def started() -> str | None:
    """Return how this worker was started; None in a process that was not."""
    return get_start_method(allow_none=True)


def test_workers_are_not_forked() -> None:
    """A renderer stalls after a fork, so a pool's workers are started anew."""
    with executor_named("process", 2) as executor:
        begun = executor.submit(started).result(timeout=60)
    assert begun in ("spawn", "forkserver")


def test_a_worker_draws_after_this_process_has_drawn(here: list[Drawing]) -> None:
    """With a renderer running in the parent, workers draw the same without stalling."""
    with executor_named("process", 2) as executor:
        made = [executor.submit(draw, SAMPLES[kind]) for kind in KINDS]
        assert [one.result(timeout=60) for one in made] == here
