"""What faults kept out of the site, so that its absence is not reported as a fault of its own."""

from msgspec import Struct


class SetAside(Struct, frozen=True, kw_only=True):
    """Names of what could not be used: packages, tables, single items.

    `packages` could not be read at all; `tables` (package, table) lack rows that were faulty in a
    way that hides what they were about; `items` (kind, key) are single rows or documents, such as
    ("indicator", "online-rate") or ("case", "one-window").
    """

    packages: frozenset[str] = frozenset()
    tables: frozenset[tuple[str, str]] = frozenset()
    items: frozenset[tuple[str, str]] = frozenset()

    def table(self, package: str, table: str) -> bool:
        """Tell whether rows of a table may be missing."""
        return package in self.packages or (package, table) in self.tables

    def any_table(self, table: str) -> bool:
        """Tell whether rows of that table may be missing in any package."""
        return bool(self.packages) or any(name == table for _, name in self.tables)

    def item(self, kind: str, key: str) -> bool:
        """Tell whether an item was set aside."""
        return (kind, key) in self.items

    def joined(self, other: "SetAside") -> "SetAside":
        """Return what either holds."""
        return SetAside(
            packages=self.packages | other.packages,
            tables=self.tables | other.tables,
            items=self.items | other.items,
        )
