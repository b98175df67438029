"""What the builder is made of may be handed on with it, and the list of it is up to date."""

import json

import pytest

from tests.supply import THIRD_PARTY, bundled, crates, fits, known, packages, sbom, third_party

ALLOWED = frozenset(known()["allowed"])


def test_every_licence_is_known_and_allowed() -> None:
    """A new package, or a new licence of one, is looked at before it comes in."""
    found = packages()
    assert len(found) > 50
    assert [
        (one.name, one.licence) for one in found if not (one.allowed or fits(one.licence, ALLOWED))
    ] == []
    assert [one["name"] for one in bundled() if one["licence"] not in ALLOWED] == []


def test_every_crate_inside_the_drawing_library_may_be_handed_on() -> None:
    """The package lists them itself; one more that states no licence is looked up first."""
    inside, unstated = frozenset(known()["crates"]["allowed"]), known()["crates"]["unstated"]
    found = crates()
    assert len(found) > 500
    refused = [one for one, said in found.items() if not fits(said, ALLOWED | inside)]
    assert refused == unstated


def test_nothing_is_reviewed_that_is_not_there() -> None:
    """What was looked at once goes when the package goes."""
    names = {one.name for one in packages()}
    assert known()["reviewed"].keys() <= names
    assert {one["within"] for one in known()["bundled"]} <= names


@pytest.mark.parametrize(
    ("licence", "right"),
    [
        ("MIT", True),
        ("MIT AND Zlib", True),
        ("GPL-3.0-only OR MIT", True),
        ("(MIT OR GPL-3.0-only) AND ISC", True),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("Proprietary", False),
        ("", False),
    ],
)
def test_which_licences_may_be(licence: str, right: bool) -> None:
    """Of a choice one must be allowed, of several that hold together each."""
    assert fits(licence, ALLOWED) is right


def test_the_list_is_up_to_date() -> None:
    """`make licences` writes it."""
    assert THIRD_PARTY.read_text(encoding="utf-8") == third_party()


def test_the_bill_of_materials_is_valid_complete_and_the_same_again() -> None:
    """Every package of the lock with its digests; no time, no random number."""
    pytest.importorskip("cyclonedx")
    text = sbom()
    assert sbom() == text
    held = json.loads(text)
    listed = {one["name"]: one for one in held["components"]}
    assert listed.keys() == {one.name for one in packages()}
    assert all(one["licenses"] and one["hashes"] for one in listed.values())
    inner = {part["name"] for one in listed.values() for part in one.get("components", ())}
    assert inner == {one["name"] for one in bundled()}
    assert "serialNumber" not in held
    assert "timestamp" not in held["metadata"]
