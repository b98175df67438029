"""Where a build puts its files: a folder of this machine, or a store that workers write to."""

from importlib.util import find_spec
from pathlib import Path

from site_builder.cli.usage import WrongUsage
from site_builder.store import LIBRARIES, Store
from site_builder.store_writer import StoreWriter
from site_builder.write import SiteWriter, Writer


def writer_at(output: str) -> Writer:
    """Return the writer of a folder or of an address with a protocol.

    Raises WrongUsage where the protocol is not known, or what it needs is not installed.
    """
    protocol, mark, _ = output.partition("://")
    if not mark:
        return SiteWriter(Path(output).resolve())
    if protocol not in LIBRARIES:
        known = "、".join(f"{name}://" for name in LIBRARIES)
        raise WrongUsage(
            f"--output 的 {output} 不能用，地址只能是 {known} 开头",
            f"{output} of --output cannot be used; an address begins with {known}",
        )
    library = LIBRARIES[protocol]
    if find_spec(library) is None:
        raise WrongUsage(
            f"没有装 {library}：运行 pip install 'site-builder[s3]' 以后再写到 {output}",
            f"{library} is not installed: pip install 'site-builder[s3]' before {output}",
        )
    return StoreWriter(Store(url=output.rstrip("/")))
