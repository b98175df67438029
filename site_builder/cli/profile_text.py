"""Where the time of a build went, as text and as a file."""

from pathlib import Path

import click

from site_builder.profile import Profile, Sum
from site_builder.reporters.catalogue import phrase

_MOST = 12


def tell_profile(profile: Profile, file: Path, language: str) -> None:
    """Print a profile on standard error, and write it as JSON."""
    lines = [phrase("@profile-stages", language)]
    lines += [f"  {seconds:8.2f} s  {name}" for name, seconds in profile.stages.items()]
    for title, sums in (
        ("@profile-kinds", profile.kinds),
        ("@profile-templates", profile.templates),
        ("@profile-functions", profile.functions),
        ("@profile-charts", profile.charts),
    ):
        if sums:
            lines.append(phrase(title, language))
            slow = sorted(sums.items(), key=lambda item: (-item[1].seconds, item[0]))
            lines += [_line(name, one, language) for name, one in slow[:_MOST]]
    if profile.pages:
        lines.append(phrase("@profile-slowest", language))
        lines += [f"  {seconds:8.3f} s  {path}" for seconds, path in profile.pages]
    lines += [
        phrase(f"@profile-outsized|{name}|{share}", language) for name, share in profile.outsized()
    ]
    file.write_text(profile.as_json(), encoding="utf-8")
    lines.append(phrase(f"@profile-written|{file}", language))
    click.echo("\n".join(lines), err=True)


def _line(name: str, one: Sum, language: str) -> str:
    counts = phrase(f"@profile-counts|{one.made}|{one.kept}", language)
    return f"  {one.seconds:8.2f} s  {name}  {counts}"
