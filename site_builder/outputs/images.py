"""The images of documents in the sizes that pages show."""

from collections.abc import Iterator

from site_builder.markup.targets import beside
from site_builder.model.image import ImageFile
from site_builder.model.site import Site
from site_builder.outputs.kind import FileGroup, FileKind, Files, Inputs
from site_builder.pictures import encode


def _paths(site: Site) -> tuple[str, ...]:
    files = (item for item in site.images.values() if isinstance(item, ImageFile))
    return tuple(variant.path.lstrip("/") for file in files for variant in file.variants)


def _groups(site: Site) -> tuple[FileGroup, ...]:
    """Return a group for each image, its sizes; each of its outputs once."""
    return tuple(
        FileGroup(
            path=f"/media/{file.name}",
            outputs=tuple(variant.path.lstrip("/") for variant in file.variants),
            view=file,
            made_of=(file, file.variants),
            sources=(file.path,),
        )
        for file in {file.name: file for file in _used(site)}.values()
    )


def _used(site: Site) -> Iterator[ImageFile]:
    for document in (*site.cases, *site.reports, *site.pages):
        for target in document.image_targets:
            file = site.images[beside(document.path, target)]
            assert isinstance(file, ImageFile), "faulty images stop the build before"
            yield file


def _make(inputs: Inputs) -> Files:
    view = inputs.view
    assert isinstance(view, ImageFile)
    ((_, data),) = inputs.sources
    return encode(view, data)


IMAGES = FileKind(name="image", paths=_paths, groups=_groups, make=_make)
