"""Paragraphs, headings, lists and tables in pandoc's tree, made what our Markdown can say."""

import re
from typing import Any

from site_builder.word.inlines import NO_ATTRIBUTES, Node, clean, lines, text, trimmed, words_of
from site_builder.word.notes import Notes

_HIGHEST = 2
"""The level of the highest heading: the title is the page's only one of level 1."""
_LOWEST = 6
_JOINED = "；"
_ENDS = "。；：，、！？…（《“—,.;:!?("
_PERIOD, _PAREN = {"t": "Period"}, {"t": "OneParen"}


def document(blocks: list[Node], notes: Notes) -> list[Node]:
    """Return the blocks of a document, the highest heading of which is `##`."""
    levels = [block["c"][0] for block in blocks if block["t"] == "Header"]
    return _Maker(notes=notes, shift=_HIGHEST - min(levels, default=_HIGHEST)).blocks(blocks)


class _Maker:
    """Makes blocks anew; `shift` is added to the level of headings."""

    def __init__(self, *, notes: Notes, shift: int) -> None:
        self._notes = notes
        self._shift = shift

    def blocks(self, blocks: list[Node]) -> list[Node]:
        """Return the blocks made anew, in their order."""
        found = [made for block in blocks for made in self._one(block)]
        return _apart(found)

    def _one(self, block: Node) -> list[Node]:
        content: Any = block.get("c")
        match block["t"]:
            case "Para" | "Plain":
                return [] if _is_contents(content) else self._paragraphs(content)
            case "Header":
                return self._heading(content)
            case "BulletList":
                return [{"t": "BulletList", "c": [self._item(item) for item in content]}]
            case "OrderedList":
                start = [content[0][0], {"t": "Decimal"}, _PERIOD]
                items = [self._item(item) for item in content[1]]
                return [{"t": "OrderedList", "c": [start, items]}]
            case "Table":
                return self._table(content)
            case "Figure":
                return self._figure(content)
            case "BlockQuote":  # Word's indents, far more often than quotations
                return self.blocks(content)
            case "Div":
                return self.blocks(content[1])
            case "LineBlock":
                return [made for line in content for made in self._paragraphs(line)]
            case "DefinitionList":
                return [made for item in content for made in self._definition(item)]
            case "CodeBlock":
                return [{"t": "CodeBlock", "c": [NO_ATTRIBUTES, content[1]]}]
            case "HorizontalRule":
                return [block]
        return []

    def _paragraphs(self, nodes: list[Node]) -> list[Node]:
        """Return a paragraph for each line: in Word a line is often ended by hand."""
        return [{"t": "Para", "c": line} for line in lines(nodes, self._notes, self.blocks)]

    def _heading(self, content: list[Any]) -> list[Node]:
        level, _, nodes = content
        parts = lines(_without(nodes, "Strong"), self._notes, self.blocks)
        joined = [node for part in parts for node in part]
        if not joined:
            return []
        depth = min(_LOWEST, max(_HIGHEST, level + self._shift))
        return [{"t": "Header", "c": [depth, NO_ATTRIBUTES, joined]}]

    def _item(self, blocks: list[Node]) -> list[Node]:
        """Return an entry of a list; one of a single paragraph stands close to the next."""
        made = self.blocks(blocks)
        if [block["t"] for block in made].count("Para") == 1 and made[0]["t"] == "Para":
            made[0] = {"t": "Plain", "c": made[0]["c"]}
        return made

    def _definition(self, item: list[Any]) -> list[Node]:
        term, meanings = item
        return [*self._paragraphs(term), *(b for meaning in meanings for b in self.blocks(meaning))]

    def _figure(self, content: list[Any]) -> list[Node]:
        """Return a picture with its caption; several pictures have theirs as a paragraph below."""
        _, (_, caption), blocks = content
        made = self.blocks(blocks)
        words = " ".join(words_of(block["c"]).strip() for block in caption if _is_text(block))
        shown = [node for block in made if _is_text(block) for node in block["c"]]
        pictures = [node for node in shown if node["t"] == "Image"]
        if len(pictures) != 1:
            return [*made, *self.blocks(caption)]
        pictures[0]["c"][2][1] = words
        return [{"t": "Para", "c": shown}]

    def _table(self, content: list[Any]) -> list[Node]:
        _, (_, caption), columns, head, bodies, foot = content
        rows = list(head[1])
        for body in bodies:
            rows += [*body[2], *body[3]]
        rows += foot[1]
        cells = [cell for row in rows for cell in row[1]]
        if len(cells) == 1:  # a frame around text
            return [*self.blocks(caption), *self.blocks(cells[0][4])]
        grid, changed = self._grid([row[1] for row in rows], len(columns))
        if not grid:
            return self.blocks(caption)
        if changed:
            grid[0][0] = [text(self._notes.mark("@word-table")), *grid[0][0]]
        return [*self._table_caption(caption), _simple_table(grid)]

    def _grid(self, rows: list[Any], width: int) -> tuple[list[list[list[Node]]], bool]:
        """Return the cells, a line each, blank rows left out; and whether any was not so before.

        What a merged cell says stands in every place that it covers.
        """
        grid: list[list[list[Node]]] = [[[] for _ in range(width)] for _ in rows]
        taken: set[tuple[int, int]] = set()
        changed = False
        for number, cells in enumerate(rows):
            place = 0
            for _, _, high, wide, blocks in cells:
                while (number, place) in taken:
                    place += 1
                inside, several = self._cell(blocks)
                changed = changed or several or high > 1 or wide > 1
                for down in range(number, min(number + high, len(rows))):
                    for across in range(place, min(place + wide, width)):
                        taken.add((down, across))
                        first = (down, across) == (number, place)
                        grid[down][across] = inside if first else _again(inside)
        return [line for line in grid if any(line)], changed

    def _cell(self, blocks: list[Node]) -> tuple[list[Node], bool]:
        """Return all that a cell holds as one line, and whether it was more than one."""
        found: list[Node] = []
        several = False
        for line in _lines_of(self.blocks(blocks)):
            if found:
                several = True
                ended = words_of(found)[-1:] in tuple(_ENDS)
                found += [] if ended else [text(_JOINED)]
            found += line
        return found, several

    def _table_caption(self, blocks: list[Node]) -> list[Node]:
        """Return the caption as the line above the table that our Markdown reads as one."""
        line = trimmed([node for part in _lines_of(self.blocks(blocks)) for node in part])
        if not line:
            return []
        numbered = re.match(r"表\s*[0-9０-９一二三四五六七八九十：:]", words_of(line))
        return [{"t": "Para", "c": line if numbered else [text("表："), *line]}]


def _is_text(block: Node) -> bool:
    return block["t"] in ("Para", "Plain")


def _is_contents(nodes: list[Node]) -> bool:
    """Tell whether a paragraph is an entry of a table of contents: a page has none of numbers."""
    shown = [node for node in nodes if node["t"] != "Space"]
    return bool(shown) and all(
        node["t"] == "Link" and node["c"][2][0].startswith("#_Toc") for node in shown
    )


def _without(nodes: list[Node], kind: str) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        found += _without(node["c"], kind) if node["t"] == kind else [node]
    return found


def _again(nodes: list[Node]) -> list[Node]:
    """Return what a merged cell shows in the further places it covers: its text alone."""
    words = words_of(nodes)
    return [text(clean(words))] if words else []


def _lines_of(blocks: list[Node]) -> list[list[Node]]:
    """Return the lines of blocks that are to stand in one cell."""
    found: list[list[Node]] = []
    for block in blocks:
        content: Any = block.get("c")
        match block["t"]:
            case "Para" | "Plain":
                found.append(content)
            case "Header":
                found.append(content[2])
            case "BulletList":
                found += [line for item in content for line in _lines_of(item)]
            case "OrderedList":
                for number, item in enumerate(content[1], content[0][0]):
                    first, *rest = _lines_of(item) or [[]]
                    found += [[text(f"{number}．"), *first], *rest]
            case "CodeBlock":
                found += [[text(line)] for line in content[1].split("\n")]
            case "Table":
                for row in (*content[3][1], *content[4][0][3]):
                    found += [line for cell in row[1] for line in _lines_of(cell[4])]
    return found


def _apart(blocks: list[Node]) -> list[Node]:
    """Return the blocks with lists that follow each other told apart, or joined.

    Bullets are joined. Numbers get another delimiter, else a second list would go on counting.
    """
    found: list[Node] = []
    for block in blocks:
        before = found[-1] if found else {"t": ""}
        if block["t"] == before["t"] == "BulletList":
            found[-1] = {"t": "BulletList", "c": [*before["c"], *block["c"]]}
            continue
        if block["t"] == before["t"] == "OrderedList" and before["c"][0][2] == _PERIOD:
            block = {"t": "OrderedList", "c": [[*block["c"][0][:2], _PAREN], block["c"][1]]}
        found.append(block)
    return found


def _simple_table(grid: list[list[list[Node]]]) -> Node:
    """Return a table whose cells are one line each; its first row is the header."""

    def row(cells: list[list[Node]]) -> list[Any]:
        plain = {"t": "AlignDefault"}
        return [
            NO_ATTRIBUTES,
            [
                [NO_ATTRIBUTES, plain, 1, 1, [{"t": "Plain", "c": cell}] if cell else []]
                for cell in cells
            ],
        ]

    columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in grid[0]]
    body = [NO_ATTRIBUTES, 0, [], [row(cells) for cells in grid[1:]]]
    content = [
        NO_ATTRIBUTES,
        [None, []],
        columns,
        [NO_ATTRIBUTES, [row(grid[0])]],
        [body],
        [NO_ATTRIBUTES, []],
    ]
    return {"t": "Table", "c": content}
