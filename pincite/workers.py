"""Work that several processes share: forked, so that what is in memory is there for all of them and is not copied.

1. The numbers of the tasks wait in a pipe; whoever has time takes the next. So one slow task holds up nobody. The first
   process works as well: of two that work, one is forked.
2. What a task gives goes back through a pipe of the worker's own, and is handed on in the order in which it comes.
3. A worker that ends before its work does, killed or out of memory, is a `WorkerError`; the others are ended, too.

Where the system cannot fork, or for one worker, the work is done here.
"""

from __future__ import annotations

import gc
import os
import pickle
import selectors
import signal
import struct
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from pincite.forking import fork
from pincite.problems import Problem, Span

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")
R = TypeVar("R")

_TASK = struct.Struct("<I")
_SIZE = struct.Struct("<BQ")  # what kind of message, and how many bytes of it follow
_RESULT, _FAILURE, _DONE = range(3)
_MOST = 4_000  # tasks, so that their numbers fit into a pipe before anybody reads it
_READ = 1 << 20


class WorkerError(Exception):
    """A worker process ended before its work. Carries the problem that says so."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def can_fork() -> bool:
    """Tell whether work can be shared here."""
    return hasattr(os, "fork")


def processors() -> int:
    """Give how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def shared(
    tasks: Sequence[T],
    work: Callable[[T], R],
    jobs: int,
    begin: Callable[[], None] = lambda: None,
    own: Sequence[T] = (),
) -> Iterator[R]:
    """Do every task and give what comes of each, in no order. `begin` is called first in each forked process.

    `own` are more tasks, which this process does, before it shares in the others. What a task gives must be picklable.
    Raises what a task raises, and WorkerError.
    """
    if min(jobs, len(tasks)) <= 1 or not can_fork():
        for task in (*own, *tasks):
            yield work(task)
        return
    size = -(-len(tasks) // _MOST)
    parts = [tasks[at : at + size] for at in range(0, len(tasks), size)]
    waiting, fill = os.pipe()
    os.write(fill, b"".join(_TASK.pack(number) for number in range(len(parts))))
    os.close(fill)
    gc.freeze()  # what is there by now is nobody's garbage; a collection in a worker would copy its pages
    crew = _Crew()
    try:
        for _ in range(min(jobs, len(parts)) - 1):
            if not crew.start(lambda back: _labour(waiting, back, parts, work, begin)):
                break
        for task in own:
            yield work(task)
            yield from crew.results(wait=False)
        while number := os.read(waiting, _TASK.size):
            for task in parts[_TASK.unpack(number)[0]]:
                yield work(task)
            yield from crew.results(wait=False)
        yield from crew.results(wait=True)
    finally:
        os.close(waiting)
        crew.end()
        gc.unfreeze()


def _labour(
    waiting: int, back: int, parts: Sequence[Sequence[T]], work: Callable[[T], R], begin: Callable[[], None]
) -> None:
    """Take tasks until none is left, in a worker."""
    begin()
    while number := os.read(waiting, _TASK.size):
        _send(back, _RESULT, pickle.dumps([work(task) for task in parts[_TASK.unpack(number)[0]]], -1))
    _send(back, _DONE, b"")


def _send(back: int, kind: int, data: bytes) -> None:
    rest = memoryview(_SIZE.pack(kind, len(data)) + data)
    while rest:
        rest = rest[os.write(back, rest) :]


class _Crew:
    """The workers: their process ids, by the pipe that each answers through."""

    def __init__(self) -> None:
        self._pids: dict[int, int] = {}
        self._heard: dict[int, bytearray] = {}
        self._selector = selectors.DefaultSelector()

    def start(self, labour: Callable[[int], None]) -> bool:
        """Fork a worker; False where the system gives no more of them, and those that there are do all the work."""
        try:
            back, answer = os.pipe()
        except OSError:  # too many open files
            return False
        with suppress(OSError, AttributeError):  # a wide pipe, so that a worker need not wait while we work ourselves
            fcntl.fcntl(answer, fcntl.F_SETPIPE_SZ, _READ)
        try:
            pid = fork()
        except OSError:  # too many processes, or too little memory
            os.close(back)
            os.close(answer)
            return False
        if pid == 0:
            status = 1
            try:
                os.close(back)
                for other in self._pids:
                    os.close(other)
                try:
                    labour(answer)
                except Exception as error:  # noqa: BLE001 - handed to the first process, which raises it
                    _send(answer, _FAILURE, _pickled(error))
                status = 0
            finally:
                os._exit(status)  # nothing of the first process is to be wound up here
        os.close(answer)
        self._pids[back] = pid
        self._heard[back] = bytearray()
        self._selector.register(back, selectors.EVENT_READ)
        return True

    def results(self, *, wait: bool) -> Iterator[Any]:
        """Give what the workers have given; with `wait`, until all of them are done."""
        while self._selector.get_map():
            ready = self._selector.select(None if wait else 0)
            if not ready:
                return
            for key, _ in ready:
                back = key.fd
                data = os.read(back, _READ)
                if not data:
                    raise _ended(os.waitpid(self._pids.pop(back), 0)[1])
                self._heard[back] += data
                for kind, message in self._messages(back):
                    if kind == _FAILURE:
                        raise pickle.loads(message)  # noqa: S301 - of our own process
                    if kind == _DONE:
                        self._selector.unregister(back)
                    else:
                        yield from pickle.loads(message)  # noqa: S301 - of our own process

    def _messages(self, back: int) -> Iterator[tuple[int, bytes]]:
        heard = self._heard[back]
        while len(heard) >= _SIZE.size:
            kind, size = _SIZE.unpack_from(heard)
            if len(heard) < _SIZE.size + size:
                return
            message = bytes(heard[_SIZE.size : _SIZE.size + size])
            del heard[: _SIZE.size + size]
            yield kind, message

    def end(self) -> None:
        """Wait for those that are done, and end those that are not."""
        for back, pid in self._pids.items():
            os.close(back)
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)
        self._pids.clear()
        self._selector.close()


def _pickled(error: Exception) -> bytes:
    try:
        data = pickle.dumps(error)
        pickle.loads(data)  # noqa: S301 - just made; some errors can be pickled and not be read back
    except Exception:  # noqa: BLE001 - whatever it is, its words can be told
        return pickle.dumps(RuntimeError(f"{type(error).__name__}: {error}"))
    return data


def _ended(status: int) -> WorkerError:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        how = f"was ended by {signal.Signals(number).name}"
        short = number == signal.SIGKILL
    else:
        how, short = f"ended with status {os.waitstatus_to_exitcode(status)}", False
    hint = "build again; `--jobs 1` does all the work in one process"
    hint = f"the system may have run out of memory: close other programs, and {hint}" if short else hint
    return WorkerError(
        Problem("worker-ended", f"a worker process {how} before its work was done", Span("pincite"), hint)
    )
