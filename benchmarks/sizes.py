"""How much is measured."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

Number = TypeVar("Number", int, float)


@dataclass(frozen=True)
class Sizes:
    """`latency` is in seconds; `one_per_call` is the number of jobs for the peer that takes a second for each."""

    jobs: int = 2000
    latency: float = 0.25
    in_flight: int = 100
    repeats: int = 3
    one_per_call: int = 20


def read_arguments() -> Sizes:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How fast scoring jobs get done.")
    for name, most, what in (
        ("jobs", 10_000, "how many, for ours and for the limit"),
        ("latency", 5.0, "of the evaluator, in seconds"),
        ("in-flight", 1000, "calls at once"),
        ("repeats", 20, "runs of ours and of the limit, of which the median counts"),
        ("one-per-call", 200, "how many jobs for the peer that takes a second for each"),
    ):
        default = getattr(Sizes, name.replace("-", "_"))
        parser.add_argument(f"--{name}", type=_up_to(most), default=default, help=f"{what} (default: %(default)s)")
    given = parser.parse_args()
    if given.one_per_call > given.jobs:
        given.one_per_call = given.jobs
    return Sizes(**vars(given))


def _up_to(most: Number) -> Callable[[str], Number]:
    def number(text: str) -> Number:
        value = type(most)(text)
        if not 0 < value <= most:
            raise argparse.ArgumentTypeError(f"{text} is not more than 0 and at most {most}")
        return value

    return number
