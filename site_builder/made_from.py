"""What a site was made from, as its list of files tells it; that list with a few files changed."""

import json
from collections.abc import Callable, Iterable, Mapping

from site_builder.load.files import DRAFT, SETTINGS, listed_digest
from site_builder.model.site import Site


def sources(
    site: Site, listed: Mapping[str, Iterable[str]], digest: Callable[[str], str]
) -> dict[str, str]:
    """Return a digest of the settings and of each folder of sources.

    `listed` are the paths of the files by folder, `digest` gives the SHA-256 of one, "" for one
    that cannot be read. That of a folder is the SHA-256 of what `sha256sum` prints for its files by
    path. What is not published is left out: hidden files, and in a plain build drafts and documents
    that are withheld.
    """
    withheld = () if site.preview else tuple(item.document.path for item in site.withheld)
    beside = tuple(f"{path.removesuffix('.md')}/" for path in withheld)
    drafts = () if site.preview else tuple(f"{folder}/{DRAFT}/" for folder in listed)

    def told(path: str) -> bool:
        return (
            path not in withheld
            and not path.startswith((*beside, *drafts))
            and not any(name.startswith(".") for name in path.split("/"))
        )

    found = {SETTINGS: digest(SETTINGS)}
    for folder, paths in listed.items():
        pairs = ((path, digest(path)) for path in paths if told(path))
        found[folder] = listed_digest(pair for pair in pairs if pair[1])
    return found


def amended(manifest: bytes, changed: Mapping[str, tuple[str, str]]) -> bytes | None:
    """Return `build.json` with other SHA-256 for some files; None where it does not list them.

    `changed` are the digests before and now by path.
    """
    for path, (before, now) in changed.items():
        name = json.dumps(path, ensure_ascii=False)
        was, said = (f'{name}: "{sha}"'.encode() for sha in (before, now))
        if manifest.count(was) != 1:
            return None
        manifest = manifest.replace(was, said)
    return manifest
