"""Words by the letter their reading begins with, as an index lists them."""

from collections.abc import Iterable


def by_initial(
    words: Iterable[tuple[str, str]],
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return words, each with its anchor, by the initial of their pinyin and in its order.

    What begins with neither a Han character nor a letter stands last, under "#".
    """
    from pypinyin import lazy_pinyin  # loads its dictionary: only where an index is rendered

    read = sorted(("".join(lazy_pinyin(word)).upper(), word, anchor) for word, anchor in words)
    found: dict[str, list[tuple[str, str]]] = {}
    for reading, word, anchor in read:
        letter = reading[0] if "A" <= reading[:1] <= "Z" else "#"
        found.setdefault(letter, []).append((word, anchor))
    return tuple((letter, tuple(found[letter])) for letter in sorted(found, key=_last_if_none))


def _last_if_none(letter: str) -> str:
    return "~" if letter == "#" else letter
