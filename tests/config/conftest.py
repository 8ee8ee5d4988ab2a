from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.processes import reachable_folder


@pytest.fixture
def reachable_path() -> Iterator[Path]:
    """Like `tmp_path`, for data of the embedded services."""
    with reachable_folder() as folder:
        yield folder
