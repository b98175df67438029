"""No change crosses a caliber, from the table to the built page."""

from pathlib import Path

from tests.conftest import run
from tests.pages import read_page


def test_nothing_crosses_a_caliber(minimal: Path) -> None:
    """Two years of two calibers: both values, 口径不同 with its remedy, no change, no line."""
    table = minimal / "data" / "sample" / "2023.1.0" / "observations.csv"
    text = table.read_text(encoding="utf-8")
    for year, caliber in (("2022", "OLD"), ("2023", "NEW")):
        old = f"online-rate,990001,{year},_Z,"
        assert text.count(old) == 1
        text = text.replace(old, f"online-rate,990001,{year},{caliber},")
    table.write_text(text, encoding="utf-8")
    outcome = run("build", "--site", str(minimal), "--executor", "serial")
    assert outcome.status == 0, outcome.text
    assert "change-not-comparable" in outcome.text
    for name in (
        "indicators/online-rate",
        "compare/990001/2022-2023",
        "cases/one-window",
    ):
        path = minimal / "public" / name / "index.html"
        page = read_page(minimal / "public", path)
        html = path.read_text(encoding="utf-8")
        assert "口径不同" in page.text, name
        assert "2.7" not in page.text, name
        assert 'class="change"' not in html, name
        assert "mark-line" not in html, name
    page = read_page(minimal / "public", minimal / "public/indicators/online-rate/index.html")
    assert {"88.5", "91.2"} <= {value for _, value, _ in page.figures}
    assert "要能比较，还需要：来源公布同一口径的另一期" in page.text
