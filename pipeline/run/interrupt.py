"""Ctrl-C: the document in hand is finished, then the run ends."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interrupt:
    """Whether someone asked to stop. While a document is in hand the question waits; asked twice, it does not."""

    def __init__(self) -> None:
        self.asked = False
        self._in_hand = False

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take Ctrl-C while this lasts (in the main thread, which alone is told)."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGINT, self._ask)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    @contextmanager
    def in_hand(self) -> Iterator[None]:
        """A document is in hand: finish it first."""
        self._in_hand = True
        try:
            yield
        finally:
            self._in_hand = False

    def _ask(self, number: int, frame: FrameType | None) -> None:
        _ = number, frame
        again, self.asked = self.asked, True
        if again or not self._in_hand:
            raise KeyboardInterrupt
