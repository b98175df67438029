"""The recipe of the preview: listen, build, watch, until Ctrl-C."""

import asyncio
import socket
from collections.abc import Callable
from pathlib import Path

from site_builder.serve.app import application
from site_builder.serve.state import Preview, Rebuild
from site_builder.serve.watch import follow

HOST = "127.0.0.1"
"""The only address the preview listens at: nobody on the network sees drafts."""


def listen(port: int) -> socket.socket:
    """Return a socket that listens on this machine alone, 0 taking any free port; OSError."""
    return socket.create_server((HOST, port))


def serve(
    root: Path,
    output: Path,
    listener: socket.socket,
    rebuild: Rebuild,
    stop: Callable[[], None],
) -> None:
    """Serve the site at `root` as `rebuild` builds it into `output`, until Ctrl-C.

    `stop` is called at the end and makes a running `rebuild` give up.
    """
    try:
        asyncio.run(_serve(root, output, listener, rebuild, stop))
    except KeyboardInterrupt:
        return


async def _serve(
    root: Path,
    output: Path,
    listener: socket.socket,
    rebuild: Rebuild,
    stop: Callable[[], None],
) -> None:
    import uvicorn

    preview = Preview(root, output, rebuild)
    config = uvicorn.Config(
        application(preview, lambda: server.should_exit),
        log_config=None,
        log_level="critical",
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)
    async with asyncio.TaskGroup() as tasks:
        follower = tasks.create_task(follow(root, lambda: preview.state.folders, preview.update))
        try:
            await server.serve(sockets=[listener])
        finally:
            stop()
            follower.cancel()
