"""Word files for tests, made by python-docx; everything in them is invented."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from PIL import Image

Fill = Callable[[Document], object]

FOOTNOTES = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes",
)


def word(path: Path, fill: Fill) -> Path:
    """Write a docx file that `fill` has filled."""
    document = docx.Document()
    fill(document)
    document.save(str(path))
    return path


def paragraphs(*texts: str, style: str | None = None) -> Fill:
    """Return what adds paragraphs."""

    def fill(document: Document) -> None:
        for text in texts:
            document.add_paragraph(text, style=style)

    return fill


def picture(form: str = "PNG", colour: str = "red") -> io.BytesIO:
    """Return a picture of one colour."""
    data = io.BytesIO()
    Image.new("RGB", (400, 300), colour).save(data, form)
    data.seek(0)
    return data


def add_picture(document: Document, alt: str, colour: str = "red") -> Paragraph:
    """Add a paragraph with a picture and its alternative text ("" for none)."""
    document.add_picture(picture(colour=colour))
    properties = document.inline_shapes[-1]._inline.docPr
    if alt:
        properties.set("descr", alt)
    return document.paragraphs[-1]


def add_xml(paragraph: Paragraph, xml: str) -> None:
    """Add a run or another element, written with the prefix `w:`, to a paragraph."""
    head, _, rest = xml.partition(">")
    cut = len(head) - 1 if head.endswith("/") else len(head)
    paragraph._p.append(parse_xml(f"{head[:cut]} {nsdecls('w')}{head[cut:]}>{rest}"))


def add_footnotes(document: Document, *texts: str) -> None:
    """Add a part of footnotes; the first has the number 2."""
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        for number, text in enumerate(texts, 2)
    )
    xml = f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES[0], xml, document.part.package)
    document.part.relate_to(part, FOOTNOTES[1])


def link_picture(document: Document, address: str) -> None:
    """Make the last picture one that is only linked to."""
    name = document.part.relate_to(address, RELATIONSHIP_TYPE.IMAGE, is_external=True)
    blip = document.inline_shapes[-1]._inline.graphic.graphicData.pic.blipFill.blip
    blip.attrib.clear()
    blip.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}link", name)


def repacked(path: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """Write a docx anew after a change of its parts."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path
