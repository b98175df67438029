"""Machine outputs, one a file: the site to ((path, bytes), ...)."""

from site_builder.outputs import (
    api,
    cards,
    case_index,
    catalogue,
    chart_files,
    chart_library,
    comparison_files,
    feedback_form,
    images,
    indicator_files,
    llms,
    manifest,
    oembed,
    packages,
    robots,
    search,
    security,
    sitemap,
    version_files,
)
from site_builder.outputs.api import indicator as api_indicator
from site_builder.outputs.feeds import changes, documents, papers

OUTPUTS = (
    sitemap.SITEMAP,
    robots.ROBOTS,
    security.SECURITY,
    manifest.MANIFEST,
    llms.LLMS,
    case_index.CASE_INDEX,
    changes.CHANGES_FEED,
    papers.DOCUMENTS_FEED,
    catalogue.CATALOGUE,
    api.API,
)
"""Every output that is made anew with every build."""

FILE_KINDS = (
    images.IMAGES,
    packages.PACKAGES,
    version_files.VERSION_FILES,
    indicator_files.INDICATOR_FILES,
    comparison_files.COMPARISON_FILES,
    api_indicator.INDICATOR_FILES,
    chart_files.CHART_FILES,
    oembed.OEMBED,
    cards.CARDS,
    chart_library.CHART_LIBRARY,
    documents.DOCUMENT_FEEDS,
    feedback_form.FEEDBACK_BOOK,
    search.SEARCH,
)
"""Every kind of files that are made only where they are stale."""
