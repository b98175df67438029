"""Days and times of documents as machines read them."""


def moment(date: str) -> str:
    """Return `YYYY-MM-DD HH:MM` or `YYYY-MM-DD`, China Standard Time, as RFC 3339."""
    day, _, time = date.partition(" ")
    return f"{day}T{time or '00:00'}:00+08:00"
