"""The RQ worker: imports the SDK once before it forks, and passes SIGTERM on so that work in hand can be given back."""

import os
import signal
from types import FrameType

from rq import Worker

from config.children import die_with_parent
from config.runs import engine
from scoring.llm import drain


class DrainWorker(Worker):
    def setup_work_horse_signals(self) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, _stop)
        # A work-horse that outlived its worker would go on with nobody to stop it.
        die_with_parent(signal.SIGTERM, parent=self.pid or os.getppid())

    def handle_warm_shutdown_request(self) -> None:
        # Before the horse has set its handlers this ends it at once, which costs no more than a lease.
        if self.horse_pid:
            self.kill_horse(sig=signal.SIGTERM)


def _stop(signum: int, frame: FrameType | None) -> None:
    drain.stop_requested.set()
    engine.stop_requested.set()
