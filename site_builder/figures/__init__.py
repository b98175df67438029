"""Resolve observations into figures as they are printed, compared and charted."""
