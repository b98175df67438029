"""What a download adds to the files of a version, in a folder of its own: `about/`.

Everything else in the download is the version, byte for byte, so that its digest can be made anew
and no comparison of versions sees a difference.
"""

from site_builder.exports.archive import archive_bytes
from site_builder.exports.citation import Citable, bibtex, citation_cff
from site_builder.exports.licence import licence_bytes
from site_builder.exports.readme import readme_bytes
from site_builder.load.files import Files
from site_builder.model.package import Package
from site_builder.model.release import ABOUT


def version_zip(package: Package, item: Citable, files: Files) -> bytes:
    """Return the download of a version: `files`, at the top as they were released, and `about/`."""
    return archive_bytes((*files, *about_files(package, item)), "")


def about_files(package: Package, item: Citable) -> Files:
    """Return what a download adds: how to read, check, cite and use the version."""
    made = {
        "CITATION.cff": citation_cff(item),
        "LICENSE.txt": licence_bytes(item),
        "README.md": readme_bytes(package, item),
        "SHA256SUMS": checksums(package),
        "citation.bib": bibtex(item),
    }
    return tuple((f"{ABOUT}{name}", data) for name, data in made.items())


def checksums(package: Package) -> bytes:
    """Return the lines `sha256sum` prints for the files of a version, by path.

    The SHA-256 of these bytes is the digest of the version (`load.releases.version_digest`).
    """
    files = sorted(package.files, key=lambda item: item.path)
    return "".join(f"{item.sha256}  {item.path}\n" for item in files).encode()
