"""The offline evaluator: an OpenAI-compatible server that rates numbered facts by meaning and rules.

It is not a language model. No module here imports Django, so it starts without settings or a database:
``python -m scoring.evaluator --port 0``. See docs/adr/0005-offline-evaluator.md.
"""

import os

# Both must stand before numpy and wordllama are imported. A request's sums are small: threads cost more than
# they save, and in a benchmark the client needs the other core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

MODEL = "offline-evaluator"
