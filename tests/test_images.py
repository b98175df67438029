"""Images beside documents: read, refused or shown in several sizes, without what they carry."""

import hashlib
import io
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw

from site_builder.load.images import load_images, read_size
from site_builder.markup.fill import Surroundings
from site_builder.markup.scan import scan
from site_builder.model.image import WIDTHS, ImageFault, ImageFile, Picture, Unusable
from site_builder.model.limits import DEFAULT
from site_builder.pictures import encode
from tests.conftest import REPOSITORY, files_of, run
from tests.documents import loaded
from tests.rendering import render
from tests.test_markup import steady, tree

CASE = "content/cases/sample/one-window.md"
ROTATED = 6
"""The EXIF orientation of a photograph taken upright: to be turned a quarter to the right."""


def drawing(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Return a synthetic picture: red above, blue below."""
    image = Image.new("RGB", (width, height), "blue")
    ImageDraw.Draw(image).rectangle((0, 0, width, height // 2), fill="red")
    return image.convert(mode)


def photograph(width: int = 1600, height: int = 1000, orientation: int = 1) -> bytes:
    """Return a JPEG that carries a place, a name and a comment, as a telephone writes them."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = "张三虚构"
    exif.get_ifd(0x8825).update({1: "N", 2: (27.0, 50.0, 0.0), 3: "E", 4: (121.0, 9.0, 0.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    file = io.BytesIO()
    drawing(width, height).save(
        file, "JPEG", exif=exif, icc_profile=profile, comment=b"SECRET", xmp=b"<x>SECRET</x>"
    )
    return file.getvalue()


def saved(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    """Return an image as bytes."""
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def source(data: bytes, path: str = "content/a/photo.jpg") -> ImageFile:
    """Return what reading finds of an image that is sound."""
    size = read_size(data)
    assert not isinstance(size, Unusable)
    width, height, form = size
    sha256 = hashlib.sha256(data).hexdigest()
    return ImageFile(path=path, sha256=sha256, width=width, height=height, format=form)


def opened(data: bytes) -> Image.Image:
    """Return a published file as an image."""
    return Image.open(io.BytesIO(data), formats=("WEBP",))


def test_nothing_a_photograph_carries_is_published() -> None:
    """Place, name, comment, profile: none is in the files, whatever block it stood in."""
    data = photograph()
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(0x8825)
    for _, made in encode(source(data), data):
        image = opened(made)
        assert dict(image.getexif()) == {}
        assert not {"exif", "icc_profile", "xmp", "comment"} & set(image.info)
        for block in (b"EXIF", b"ICCP", b"XMP ", b"SECRET", "张三".encode()):
            assert block not in made


def test_a_photograph_is_turned_the_right_way() -> None:
    """The size is that of the picture as it is looked at, and so are the pixels."""
    data = photograph(1000, 600, ROTATED)
    image = source(data)
    assert (image.width, image.height) == (600, 1000)
    made = opened(encode(image, data)[0][1]).convert("RGB")
    assert made.size == (480, 800)
    left, right = made.getpixel((20, 400)), made.getpixel((460, 400))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[2] > 200 > 60 > left[0]
    assert right[0] > 200 > 60 > right[2]


def test_the_same_picture_makes_the_same_bytes() -> None:
    """In this process and in a fresh one with another hash seed."""
    data = photograph()
    image = source(data)
    once = encode(image, data)
    assert encode(image, data) == once
    script = (
        "import hashlib, sys; from site_builder.model.image import ImageFile;"
        "from site_builder.pictures import encode; data = sys.stdin.buffer.read();"
        f"made = encode(ImageFile(path={image.path!r}, sha256={image.sha256!r},"
        f" width={image.width}, height={image.height}, format={image.format!r}), data);"
        "print(hashlib.sha256(b''.join(one for _, one in made)).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", script],
        input=data,
        cwd=REPOSITORY,
        env={"PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai"},
        capture_output=True,
        check=True,
    )
    assert other.stdout.decode().strip() == hashlib.sha256(b"".join(d for _, d in once)).hexdigest()


@steady
@given(st.integers(1, 9000), st.integers(1, 9000))
def test_no_size_is_larger_than_the_picture(width: int, height: int) -> None:
    """Variants grow, end at the picture's own width or 1440, keep its shape, and differ in name."""
    image = ImageFile(path="a/照片.JPG", sha256="0" * 64, width=width, height=height, format="JPEG")
    widths = [variant.width for variant in image.variants]
    assert widths == sorted(set(widths))
    assert widths[-1] == min(width, WIDTHS[-1])
    assert set(widths[:-1]) <= set(WIDTHS)
    for variant in image.variants:
        assert variant.height <= height
        assert abs(variant.height - height * variant.width / width) <= 1
    assert len({variant.path for variant in image.variants}) == len(widths)


def test_published_names_are_plain() -> None:
    """Small ASCII letters, the digest of the content, the width."""
    name = "content/a/洞头 Photo_1.JPG"
    image = ImageFile(path=name, sha256="ab" * 32, width=500, height=300, format="JPEG")
    assert [variant.path for variant in image.variants] == [
        "/media/photo-1.ababababab-480.webp",
        "/media/photo-1.ababababab-500.webp",
    ]
    only_han = ImageFile(path="照片.png", sha256="ab" * 32, width=9, height=9, format="PNG")
    assert only_han.name == "image.ababababab"


MODES = ["1", "L", "P", "RGB", "RGBA", "LA", "CMYK", "I;16"]


@pytest.mark.parametrize("mode", MODES)
def test_every_kind_of_pixels_is_shown(mode: str) -> None:
    """Black and white, palette, transparent, for print, deep: the same picture as WebP."""
    image = Image.new("L", (60, 40), 30)
    ImageDraw.Draw(image).rectangle((0, 0, 60, 19), fill=220)
    if mode in ("RGBA", "LA"):
        image.putalpha(128)
    if mode == "I;16":
        image = image.convert("I").point(lambda value: value * 257)
    image = image.convert(mode)
    data = saved(image, "JPEG" if mode == "CMYK" else "PNG")
    ((_, made),) = encode(source(data), data)
    shown = opened(made)
    assert shown.size == (60, 40)
    assert shown.mode == ("RGBA" if mode in ("RGBA", "LA") else "RGB")
    top, bottom = (shown.convert("L").getpixel((30, row)) for row in (5, 35))
    assert isinstance(top, int)
    assert isinstance(bottom, int)
    assert top > 200
    assert bottom < 50


REFUSED = [
    (lambda: saved(Image.new("1", (8000, 8000))), ImageFault.TOO_LARGE, "@image-pixels"),
    (lambda: saved(Image.new("1", (16000, 16000))), ImageFault.TOO_LARGE, "@image-pixels"),
    (lambda: saved(Image.new("1", (900, 17000))), ImageFault.TOO_LARGE, "@image-high"),
    (lambda: photograph()[:-4000], ImageFault.UNREADABLE, "@image-broken"),
    (lambda: saved(drawing(90, 90))[:-60], ImageFault.UNREADABLE, "@image-broken"),
    (lambda: b"not an image", ImageFault.UNREADABLE, "@image-unknown"),
    (lambda: b"", ImageFault.UNREADABLE, "@image-unknown"),
    (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", ImageFault.UNREADABLE, "@image-unknown"),
    (lambda: saved(drawing(9, 9), "BMP"), ImageFault.UNREADABLE, "@image-unknown"),
    (
        lambda: saved(
            drawing(9, 9, "P"), "GIF", save_all=True, append_images=[Image.new("P", (9, 9))]
        ),
        ImageFault.UNSAFE,
        "@image-moving",
    ),
]


@pytest.mark.parametrize(("make", "fault", "cause"), REFUSED)
def test_what_is_no_sound_still_picture_is_refused(
    make: object, fault: ImageFault, cause: str
) -> None:
    """Bombs by their header, before a pixel is decoded; broken, moving and other files."""
    assert callable(make)
    found = read_size(make())
    assert isinstance(found, Unusable)
    assert (found.fault, found.cause.split("|")[0]) == (fault, cause)


def test_a_large_picture_within_the_limit_is_read() -> None:
    """The limit is on the product of both sides."""
    assert read_size(saved(Image.new("1", (7000, 7000)))) == (7000, 7000, "PNG")
    assert DEFAULT.image_megapixels * 1_000_000 > 7000 * 7000


def with_image(site: Path, target: str = "photo.jpg", alt: str = "图", title: str = "") -> Path:
    """Let the case show an image."""
    case = site / CASE
    caption = f' "{title}"' if title else ""
    text = case.read_text(encoding="utf-8")
    case.write_text(f"{text}\n![{alt}](<{target}>{caption})\n", encoding="utf-8")
    return site


def place(site: Path, name: str = "photo.jpg", data: bytes | None = None) -> Path:
    """Put a photograph beside the case."""
    path = site / "content" / "cases" / "sample" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(photograph() if data is None else data)
    return site


def build(site: Path, *more: str) -> str:
    """Build a site that must build, and return what was printed."""
    outcome = run("build", "--site", str(site), "--executor", "serial", *more)
    assert outcome.status == 0, outcome.text
    return outcome.text


@pytest.mark.parametrize("target", ["photo.jpg", "one-window/一.PNG", "../../照片 2.jpeg"])
def test_an_image_beside_a_document_is_shown(minimal: Path, target: str) -> None:
    """Beside it, in its folder, elsewhere in the content: as a figure with files of three sizes."""
    build(place(with_image(minimal, target, "两层<图>", "图题：虚构"), target))
    html = (minimal / "public" / "cases" / "one-window" / "index.html").read_text(encoding="utf-8")
    figure = tree(html).find(".//figure")
    assert figure is not None
    image, caption = figure
    assert (image.tag, caption.tag, caption.text) == ("img", "figcaption", "图题：虚构")
    assert (image.get("alt"), image.get("title")) == ("两层<图>", None)
    assert (image.get("width"), image.get("height")) == ("1440", "900")
    assert (image.get("loading"), image.get("decoding")) == ("lazy", "async")
    offers = [offer.split() for offer in str(image.get("srcset")).split(", ")]
    assert [width for _, width in offers] == ["480w", "960w", "1440w"]
    assert image.get("src") == offers[1][0]
    folder = minimal / "public" / "cases" / "one-window"
    sizes = [opened((folder / address).read_bytes()).size for address, _ in offers]
    assert sizes == [(480, 300), (960, 600), (1440, 900)]
    assert not list((minimal / "public").rglob("*.jp*g"))


def test_an_image_in_a_line_is_no_figure() -> None:
    """Without a title, or among words, an image stays in its paragraph."""
    variants = ImageFile(path="a.png", sha256="0" * 64, width=90, height=60, format="PNG").variants
    picture = Picture(source="a.png", sha256="0" * 64, alt="图", variants=variants)
    surroundings = Surroundings(pictures={("a.png", "图"): picture})
    for body in ("![图](a.png)", '见![图](a.png "题")', '- ![图](a.png "题")'):
        root = tree(render(body, surroundings))
        assert root.find(".//figure") is None
        image = root.find(".//img")
        assert image is not None
        assert image.get("src") == "/media/a.0000000000-90.webp"
        assert image.get("title") == ("题" if "题" in body else None)


def test_an_unchanged_image_costs_nothing(minimal: Path) -> None:
    """A second build makes no job of it, and does not even load the library."""
    build(place(with_image(minimal)))
    before = files_of(minimal / "public")
    assert "重做0个" in build(minimal)
    assert files_of(minimal / "public") == before
    script = (
        "import sys; from site_builder.cli import cli\n"
        "try: cli(sys.argv[1:])\n"
        "except SystemExit as done: assert done.code == 0\n"
        "assert 'PIL' not in sys.modules\n"
    )
    arguments = ["build", "--site", str(minimal), "--executor", "serial"]
    subprocess.run([sys.executable, "-c", script, *arguments], cwd=REPOSITORY, check=True)


def test_a_changed_image_is_made_anew_and_alone(minimal: Path) -> None:
    """Its new files take the place of the old, and the page names them."""
    build(place(with_image(minimal)))
    before = set(files_of(minimal / "public"))
    place(minimal, data=photograph(700, 400))
    assert "重做4个" in build(minimal)
    after = files_of(minimal / "public")
    assert sorted(name.rpartition("-")[2] for name in after if name.startswith("media/")) == [
        "480.webp",
        "700.webp",
    ]
    assert not {name for name in before & set(after) if name.startswith("media/")}
    build(minimal, "--clean")
    assert files_of(minimal / "public") == after


def test_a_text_edit_leaves_the_image_alone(minimal: Path) -> None:
    """What stands around an image, and its alternative text, is no matter of its files."""
    build(place(with_image(minimal)))
    case = minimal / CASE
    text = case.read_text(encoding="utf-8").replace("![图]", "![另一段文字]")
    case.write_text(text, encoding="utf-8")
    assert "重做3个" in build(minimal)


def test_one_image_in_two_documents_is_made_once(minimal: Path) -> None:
    """Equal files are one set of variants, wherever they lie; each use has its own words."""
    place(with_image(minimal, alt="一"))
    report = minimal / "content" / "reports" / "sample.md"
    report.write_text(
        report.read_text(encoding="utf-8")
        + "\n![二](photo.jpg)\n\n![三](../cases/sample/photo.jpg)\n",
        encoding="utf-8",
    )
    # The same file: one made a second later bears another time in its colour profile.
    taken = minimal / "content" / "cases" / "sample" / "photo.jpg"
    (minimal / "content" / "reports" / "photo.jpg").write_bytes(taken.read_bytes())
    build(minimal)
    assert len(list((minimal / "public" / "media").iterdir())) == 3
    html = (minimal / "public" / "reports" / "sample" / "index.html").read_text(encoding="utf-8")
    assert [image.get("alt") for image in tree(html).iter("img")] == ["二", "三"]


def test_images_go_through_worker_processes(minimal: Path) -> None:
    """The files are the same whoever makes them."""
    build(place(with_image(minimal)))
    before = files_of(minimal / "public")
    outcome = run(
        "build", "--site", str(minimal), "--executor", "process", "--jobs", "2", "--clean"
    )
    assert outcome.status == 0, outcome.text
    assert files_of(minimal / "public") == before


UNSAFE = [
    "../../../secret.jpg",
    "../../../../../../etc/photo.jpg",
    "/etc/photo.jpg",
    "C:/photo.jpg",
    "C:\\photo.jpg",
    "one-window\\photo.jpg",
    "//example.com/photo.jpg",
    "https://example.com/photo.jpg",
    "data:image/png;base64,iVBORw0KGgo=",
    "linked.jpg",
    "photo.svg",
    "photo.jpg.exe",
    "photo",
]


@pytest.mark.parametrize("target", UNSAFE)
def test_nothing_outside_the_content_is_published(minimal: Path, target: str) -> None:
    """Paths that lead out, links in the file system, other hosts and other kinds are errors."""
    (minimal / "secret.jpg").write_bytes(photograph())
    for name in ("photo.svg", "photo.jpg.exe", "photo"):
        place(minimal, name)
    if target == "linked.jpg":
        (minimal / "content" / "cases" / "sample" / target).symlink_to(minimal / "secret.jpg")
    outcome = run("build", "--site", str(with_image(minimal, target)), "--executor", "serial")
    assert outcome.status == 1
    assert outcome.text.count("错误 [") == 1
    assert f"[{'file' if target == 'linked.jpg' else 'image'}-unsafe]" in outcome.text
    assert not (minimal / "public").exists()


def test_a_missing_image_is_named_with_the_nearest(minimal: Path) -> None:
    """Case counts on every machine, as it does where the site is served."""
    place(with_image(minimal, "Photo.jpg"))
    outcome = run("check", "--site", str(minimal))
    assert f"{CASE}:22:7: 错误 [image-missing]" in outcome.text
    assert "最接近的是“photo.jpg”" in outcome.text


def test_images_are_found_where_they_stand() -> None:
    """Name, alternative text, caption, line and column of each; none of them is a link."""
    found = scan('见![甲`乙`](a.png)。\n\n![](b/c.jpg "题")\n\n[![丙][x]](/a/)\n\n[x]: d.png', 3)
    assert [(use.target, use.alt, use.caption, use.line, use.column) for use in found.images] == [
        ("a.png", "甲乙", "", 3, 10),
        ("b/c.jpg", "", "题", 5, 5),
        ("d.png", "丙", "", 9, 6),
    ]
    assert [link.target for link in found.links] == ["/a/"]


@pytest.mark.parametrize("body", ["![{{甲}}](a.png)", '![图](a.png "{{甲}}")'])
def test_figures_in_the_words_of_an_image_are_told(body: str) -> None:
    """Alternative texts and captions are plain words; a figure there would vanish unseen."""
    assert [text for text, _, _ in scan(body).malformed] == ["{{甲}}"]


def test_known_sizes_spare_decoding(minimal: Path) -> None:
    """A file whose digest is known is believed; another is read."""
    place(with_image(minimal))
    digest = hashlib.sha256(photograph()).hexdigest()
    documents, _ = loaded(minimal)
    (file,) = load_images(minimal, "content", documents, {digest: (7, 5, "JPEG")}).values()
    assert isinstance(file, ImageFile)
    assert (file.width, file.height) == (7, 5)
    (file,) = load_images(minimal, "content", documents, {}).values()
    assert isinstance(file, ImageFile)
    assert (file.width, file.height) == (1600, 1000)
