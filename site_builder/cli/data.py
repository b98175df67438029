"""`data`: commands about packages, each loaded only when it is called for."""

import click

from site_builder.cli.main import LazyGroup

COMMANDS = {
    "validate": "site_builder.cli.data_versions:validate_command",
    "diff": "site_builder.cli.data_versions:diff_command",
    "release": "site_builder.cli.data_versions:release_command",
    "withdraw": "site_builder.cli.data_versions:withdraw_command",
    "verify-sources": "site_builder.cli.data_sources:verify_sources_command",
    "template": "site_builder.cli.data_exchange:template_command",
    "export": "site_builder.cli.data_exchange:export_command",
    "import": "site_builder.cli.data_exchange:import_command",
}
"""Every command of the group: where it stands."""


@click.group(
    "data",
    cls=LazyGroup,
    places=COMMANDS,
    help="数据包：检查、比较版本、发布、撤回、对照原文件，导出和导入表格。",
)
def data() -> None:
    """Group of the commands about packages."""
