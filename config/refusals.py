"""What services refuse with, and the API answers 409 for."""


class Conflict(Exception):
    """Nothing was changed; the message says why, for the person who asked."""
