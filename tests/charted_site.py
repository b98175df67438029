"""A small synthetic site with a trend of two areas and a profile, to be read in a browser."""

from pathlib import Path

from tests.conftest import make_site

_PACKAGE = "data/sample/2023.1.0"
_ADDED = {
    "areas.csv": "990002,样例二区,Sample District Two,district,\n",
    "indicators.csv": "on-time-rate,按时办结率,On-time rate,government,rate,%,办件,increase,_Z,_Z,"
    "1,,,,false,false\n",
    "breaks.csv": "online-rate,990001,2021,_Z,统计范围扩大（虚构）,sample-bulletin\n",
    "observations.csv": "".join(
        f"{indicator},{area},{year},_Z,stated,{value},0,{status},actual,exact,false,,,,"
        "sample-bulletin,虚构,\n"
        for indicator, area, year, value, status in (
            ("online-rate", "990001", 2020, "70.5", "A"),
            ("online-rate", "990001", 2021, "82", "A"),
            ("online-rate", "990002", 2020, "60", "A"),
            ("online-rate", "990002", 2021, "64", "A"),
            ("online-rate", "990002", 2022, "72", "A"),
            ("online-rate", "990002", 2023, "70", "P"),
            ("on-time-rate", "990001", 2022, "95.1", "A"),
            ("on-time-rate", "990001", 2023, "94", "A"),
        )
    ),
}

TREND = "indicators/online-rate/"
PROFILE = "compare/990001/2022-2023/"
PANELS = "regions/990001/"
EMBED = "embed/indicators/online-rate/"


def make_charted(target: Path) -> Path:
    """Make the site: the minimal one with a second area, a second rate, a break, a first value."""
    site = make_site(target)
    for name, rows in _ADDED.items():
        path = site / _PACKAGE / name
        path.write_text(path.read_text(encoding="utf-8") + rows, encoding="utf-8")
    return site
