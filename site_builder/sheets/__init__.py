"""Tables of editors: what they say, our own workbook, and how they join a draft. All of it pure."""
