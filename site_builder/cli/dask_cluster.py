"""Dask's workers as an executor: those of a scheduler, or of a cluster on this machine.

A worker that is lost costs the calls it had at hand; Dask hands them to others. A call that stopped
several workers (Dask's `distributed.scheduler.allowed-failures`) is given up, and so is the build
when no worker has been there for a while.
"""

import logging
import pickle
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, InvalidStateError
from contextlib import suppress
from hashlib import sha256
from importlib.util import find_spec
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from site_builder.cli.usage import WrongUsage
from site_builder.diagnostics import BuildFailed, Span, error
from site_builder.workers import Call, OtherToolsError, Tools, compare, tools

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

_CONNECTING = 10
"""Seconds to wait for the scheduler, and as long for its first worker."""
_ALONE = 30.0
"""Seconds without any worker after which a build is given up: time to start a lost one anew."""
_LEAVING = 3
"""Seconds to take leave of a scheduler, which may be gone."""
_LOOK = 0.5
"""Seconds between two looks at the workers."""


class DaskExecutor(Executor):
    """Hands calls to the workers of a cluster; shared arguments go to each worker once.

    Where the cluster fails, its futures raise BuildFailed with the status of the environment; that
    is when it has had no worker for `alone` seconds, too.
    """

    def __init__(
        self, client: "Client", address: str, local: "LocalCluster | None", alone: float
    ) -> None:
        self._client, self._address, self._local = client, address, local
        self._inner = client.get_executor(pure=False)
        self._sent: dict[bytes, Any] = {}
        self._waiting: set[Future[Any]] = set()
        self._ended = Event()
        self._watch = Thread(target=self._watch_workers, args=(alone,), daemon=True)
        self._watch.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return the future of a call with plain positional arguments."""
        assert not kwargs, "calls of a build are positional"
        work, shared = Call(fn, args).packed()
        beside = [self._shared(one) for one in shared]
        inner = self._inner.submit(pickle.loads, work, buffers=beside)
        future: Future[Any] = Future()
        self._waiting.add(future)
        inner.add_done_callback(lambda done: self._answer(done, future))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002
        """End what is still being done, and leave the cluster; a local one ends."""
        if self._ended.is_set():
            return
        self._ended.set()
        self._sent.clear()
        self._client.close(timeout=_LEAVING)
        if self._local is not None:
            self._local.close()

    def _shared(self, value: bytes) -> Any:
        """Return the cluster's name for bytes: a result, which is made anew if it is lost."""
        if value not in self._sent:
            key = f"shared-{sha256(value).hexdigest()}"
            self._sent[value] = self._client.submit(bytes, value, key=key)
        return self._sent[value]

    def _answer(self, done: Future[Any], future: Future[Any]) -> None:
        """Hand on what became of a call."""
        self._waiting.discard(future)
        if done.cancelled():
            self._fail(future, "@cluster-gone")
        elif (fault := done.exception()) is not None:
            cause = _cause(fault)
            self._fail(future, cause) if cause else _settle(future.set_exception, fault)
        else:
            _settle(future.set_result, done.result())

    def _fail(self, future: Future[Any], cause: str) -> None:
        found = error("workers-lost", Span(path=self._address), cause=cause)
        _settle(future.set_exception, BuildFailed((found,), status=4))

    def _watch_workers(self, alone: float) -> None:
        """Give all calls up once there has been no worker for so many seconds."""
        last = time.monotonic()
        while not self._ended.wait(_LOOK):
            if self._has_workers():
                last = time.monotonic()
            if time.monotonic() - last >= alone:
                for future in tuple(self._waiting):
                    self._fail(future, f"@no-workers|{alone:g}")

    def _has_workers(self) -> bool:
        try:
            return bool(self._client.nthreads())
        except Exception:  # noqa: BLE001 - a scheduler that does not answer has none to offer
            return False


def _settle(settle: Callable[[Any], None], outcome: Any) -> None:
    with suppress(InvalidStateError):  # given up before, or cancelled by who asked
        settle(outcome)


def _cause(fault: BaseException) -> str:
    """Return why the cluster failed; "" where the call itself did."""
    from distributed import KilledWorker

    match fault:
        case KilledWorker():
            return "@workers-killed"
        case OtherToolsError():
            return f"@other-tools|{fault.tool}|{fault.there or '—'}|{fault.here}"
        case ModuleNotFoundError() if (fault.name or "").startswith("site_builder"):
            return f"@other-tools|site-builder|—|{dict(tools())['site-builder']}"
    return ""


def dask_executor(scheduler: str | None, jobs: int) -> DaskExecutor:
    """Return an executor of a scheduler's workers, or of `jobs` on this machine where it is None.

    Raises WrongUsage where Dask is not installed, the scheduler cannot be reached or has no worker,
    or a worker would not make what this builder makes.
    """
    if find_spec("distributed") is None:
        raise WrongUsage(
            "没有装 Dask：运行 pip install 'site-builder[dask]' 以后再用 --executor dask",
            "Dask is not installed: pip install 'site-builder[dask]' before --executor dask",
        )
    from distributed import Client
    from distributed.comm.addressing import parse_address
    from distributed.comm.registry import get_backend

    # What the cluster does is told in the build's own words, not in those of its log.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    local = None if scheduler else _local_cluster(jobs)
    address = scheduler or str(local.scheduler_address if local else "")
    try:
        get_backend(parse_address(address)[0])  # a client of an unknown protocol is hard to end
        client = Client(address, timeout=_CONNECTING, set_as_default=False, name="site-builder")
    except (OSError, ValueError, RuntimeError, TypeError) as fault:
        raise WrongUsage(
            f"连不上 --scheduler 的 {address}，地址要写成 tcp://主机:端口",
            f"the scheduler of --scheduler, {address}, cannot be reached (tcp://HOST:PORT)",
        ) from fault
    try:
        _check(client, address)
    except BaseException:
        client.close()
        if local is not None:
            local.close()
        raise
    return DaskExecutor(client, address, local, _ALONE)


def _local_cluster(jobs: int) -> "LocalCluster":
    from distributed import LocalCluster

    return LocalCluster(
        n_workers=jobs,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address=None,
        silence_logs=logging.CRITICAL,
    )


def _check(client: "Client", address: str) -> None:
    """Raise WrongUsage where there is no worker, or one that is not equal to this builder.

    Those that join later are checked with each call.
    """
    try:
        client.wait_for_workers(1, timeout=_CONNECTING)
    except TimeoutError as fault:
        raise WrongUsage(
            f"调度器 {address} 没有工作进程，先用 dask worker {address} 启动",
            f"the scheduler {address} has no workers; start some with dask worker {address}",
        ) from fault
    here = tools()
    for worker, there in sorted(client.run(tools, on_error="return").items()):
        try:
            _compare(here, there)
        except OtherToolsError as fault:
            raise WrongUsage(
                f"工作进程 {worker} 的 {fault.tool} 是 {fault.there or '没有装'}，"
                f"这里是 {fault.here}；装成一样的再生成",
                f"the worker {worker} has {fault.tool} {fault.there or 'not at all'}, "
                f"here it is {fault.here}; install the same",
            ) from fault


def _compare(here: Tools, there: Tools | BaseException) -> None:
    """Raise OtherToolsError where a worker answers otherwise, or has no builder to answer."""
    if isinstance(there, BaseException):
        raise OtherToolsError("site-builder", "", dict(here)["site-builder"]) from there
    compare(here, there)
