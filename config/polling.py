"""How often something unfinished is looked at: often while it is young, ever less after. Pure."""

# (age, delay), both in seconds
_STEPS = ((10, 1), (60, 2), (600, 5))
_SLOWEST = 15


def delay_at(age: float) -> int:
    """Seconds until the next look at what began `age` seconds ago."""
    return next((delay for limit, delay in _STEPS if age < limit), _SLOWEST)
