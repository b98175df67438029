"""三审三校: what waits for which step, the sheet to sign, a preview to send."""
