"""The data of a site: frozen values that every stage reads and none changes."""
