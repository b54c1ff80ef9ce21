"""The lease by which writers in object storage take turns: one small object, replaced only by who knows its state.

Every write of it is conditional (`If-None-Match: *`, `If-Match`), so of two that want it one gets it. The holder writes
it anew every few seconds. It is free when the holder says so, or when it stood unchanged for `HELD_SECONDS` before the
eyes of one who waits, by the waiter's own clock: clocks of several machines are never compared. So the lease of a
killed writer ends by itself.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, PreconditionError
from obstore.store import S3Store

if TYPE_CHECKING:
    from obstore import UpdateVersion

HELD_SECONDS = 20.0
_BEAT_SECONDS = HELD_SECONDS / 5
_LOOK_SECONDS = 0.25
_FREE = b"free"


class Lease:
    """One writer's claim on the lease at a key."""

    def __init__(self, store: S3Store, key: str) -> None:
        self._store = store
        self._key = key
        self._tag: str | None = None  # of the state that this writer wrote
        self._ended = threading.Event()
        self._beats = threading.Thread(target=self._beat, daemon=True, name="lease")

    def take(self, on_wait: Callable[[], None]) -> None:
        """Wait for the lease, and hold it from then on; `on_wait` is told once when another has it."""
        seen, since = None, time.monotonic()
        while not self._claim(over=None):
            found = obstore.get(self._store, self._key)
            tag, is_free = found.meta["e_tag"], bytes(found.bytes()).startswith(_FREE)
            if tag != seen:
                if seen is None and not is_free:
                    on_wait()
                seen, since = tag, time.monotonic()
            is_left = time.monotonic() - since > HELD_SECONDS
            if (is_free or is_left) and self._claim(over=tag):
                break
            if not is_free:
                self._ended.wait(_LOOK_SECONDS)
        self._beats.start()

    def give_back(self) -> None:
        """Say that the lease is free; nothing happens when another has taken it over."""
        self._ended.set()
        self._beats.join()
        try:
            self._write(_FREE, over=self._tag)
        except BaseError:  # another has it, or nobody can be told: it runs out by itself
            return

    def _claim(self, *, over: str | None) -> bool:
        try:
            self._write(b"held", over=over)
        except (AlreadyExistsError, PreconditionError):
            return False
        return True

    def _beat(self) -> None:
        while not self._ended.wait(_BEAT_SECONDS):
            try:
                self._write(b"held", over=self._tag)
            except PreconditionError:
                return
            except BaseError:  # the next beat may get through
                continue

    def _write(self, state: bytes, *, over: str | None) -> None:
        """Write a state that no one has written before, in place of a known one, or of none."""
        content = state + b" " + uuid.uuid4().bytes
        mode: Literal["create"] | UpdateVersion = "create" if over is None else {"e_tag": over}
        self._tag = obstore.put(self._store, self._key, content, mode=mode)["e_tag"]
