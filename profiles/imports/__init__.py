"""From files to people and companies that are stored once."""

from profiles.imports.single import import_files, import_item, store
from profiles.models import Outcome
from profiles.results import Result

__all__ = ["Outcome", "Result", "import_files", "import_item", "store"]
