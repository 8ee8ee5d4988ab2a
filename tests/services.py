"""A pytest plugin, loaded before Django's settings: a place, a database server and a queue for tests alone."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent

os.environ.setdefault("SHORTLIST_VAR", str(BASE_DIR / "var" / "test"))
os.environ.setdefault("SHORTLIST_DURABLE", "off")
# The suite is about the offline path; a key in the developer's shell must not send test people anywhere.
os.environ.pop("OPENAI_API_KEY", None)
os.environ["LLM_BASE_URL"] = "http://127.0.0.1:9/v1"  # nobody there, until a test starts the evaluator
os.environ["LLM_MODEL"] = "offline-evaluator"

from config import embedded  # noqa: E402 - reads the environment

embedded.ensure_running()

(Path(os.environ["SHORTLIST_VAR"]) / "static").mkdir(
    parents=True, exist_ok=True
)  # WhiteNoise warns where it is missing

# Each process of a parallel run has a queue of its own, as it has a database of its own.
_process = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_queue = os.environ.get("REDIS_URL") or embedded.redis_url()
os.environ["REDIS_URL"] = f"{_queue.partition('?')[0]}?db={_process + 1}"
