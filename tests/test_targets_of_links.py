"""Addresses as people write them: none takes a build down."""

from hypothesis import example, given
from hypothesis import strategies as st

from site_builder.markup.targets import is_document, split_address


@given(st.text())
@example("https://[x")
@example("//[::1")
def test_any_text_is_split(address: str) -> None:
    """What is no address is a host that nobody has listed."""
    parts = split_address(address)
    assert is_document(address) in (True, False)
    if parts.scheme == "none":
        assert parts.netloc == address
