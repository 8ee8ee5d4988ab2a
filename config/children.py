"""Child processes that do not outlive their parent."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1

_prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None


def die_with_parent(signum: signal.Signals, parent: int) -> None:
    """The kernel shall send `signum` to this process when its parent ends, even by SIGKILL.

    As a `preexec_fn` it runs after subprocess has changed the user, which would have cleared the setting. Linux only;
    elsewhere a killed parent leaves its children running.
    """
    if _prctl:
        _prctl(PR_SET_PDEATHSIG, signum)
        if os.getppid() != parent:  # it died before we asked
            os._exit(1)
