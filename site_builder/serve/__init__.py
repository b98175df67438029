"""The editor's preview: build, serve on this machine alone, watch, build again."""
