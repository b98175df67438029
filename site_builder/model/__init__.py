"""The data of a site: frozen dataclasses that every stage reads and none changes."""
