"""Page labels of government sites (国办发〔2017〕47号): exact names, once each, never empty."""

from site_builder.model.settings import Column, Settings

Labels = tuple[tuple[str, str], ...]


def site_labels(settings: Settings) -> Labels:
    """Return the labels of the site; a column of a portal bears those of the portal.

    A code that was not given is left out.
    """
    portal = settings.government.column_of
    if portal is not None:
        found = (
            ("SiteName", portal.name),
            ("SiteDomain", portal.domain),
            ("SiteIDCode", portal.site_id_code),
        )
    else:
        found = (
            ("SiteName", settings.title),
            ("SiteDomain", domain_of(settings.base_url)),
            ("SiteIDCode", settings.government.site_id_code),
        )
    return tuple((name, text) for name, text in found if text)


def column_labels(column: Column | None) -> Labels:
    """Return the labels of a column; () where the settings describe none."""
    if column is None:
        return ()
    return (
        ("ColumnName", column.name),
        ("ColumnDescription", column.description),
        ("ColumnKeywords", column.keywords),
        ("ColumnType", column.type),
    )


def domain_of(address: str) -> str:
    """Return the domain of an absolute address."""
    return address.split("//", 1)[1].split("/", 1)[0]
