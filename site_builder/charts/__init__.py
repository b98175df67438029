"""Charts: a series to an Altair chart to static SVG. Only `render` imports this folder."""
