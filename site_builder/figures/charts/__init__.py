"""What charts are drawn from, one kind a file: figures to small series, or why there is none."""
