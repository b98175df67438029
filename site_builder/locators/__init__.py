"""Whether what a package takes from a source stands there: phrases and figures in documents."""
