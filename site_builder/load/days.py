"""Days as sources write them."""

from datetime import date


def is_day(text: str) -> bool:
    """Tell whether a text is a day of the calendar, YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
