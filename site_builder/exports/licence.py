"""Under which licences a package may be used: their names and addresses, not their texts."""

from site_builder.exports.citation import Citable


def licence_bytes(item: Citable) -> bytes:
    """Return LICENSE.txt: what the descriptor says of licences, and nothing it does not say."""
    head = f"{item.title}（{item.name} {item.version}）\n\n"
    if not item.licences:
        return f"{head}数据包没有写明许可。\nNo licence is stated.\n".encode()
    blocks = []
    for one in item.licences:
        lines = ("许可 / Licence", one.title, one.name, one.path)
        blocks.append("".join(f"{line}\n" for line in lines if line))
    said = "许可的全文见上面的网址。\nThe full text of the licence is at its address.\n"
    return "\n".join((head.rstrip("\n") + "\n", *blocks, said)).encode()
