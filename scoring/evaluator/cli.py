"""The command line, shared by ``python -m scoring.evaluator`` and ``manage.py offline_evaluator``."""

import argparse
import asyncio
import os
import signal
import sys
import threading
from collections.abc import Sequence
from typing import Any

from aiohttp import web

from scoring.evaluator.faults import FAULTS, BadSettingError, Behaviour, parse_fault
from scoring.evaluator.server import Evaluator

DESCRIPTION = (
    "Serve the offline evaluator: an OpenAI-compatible server that rates numbered facts by meaning and rules. "
    "It is not a language model."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    faults = "; ".join(f"{name}: {what}" for name, what in FAULTS.items())
    seconds: dict[str, Any] = {"type": float, "metavar": "S"}
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8089, help="0 takes a free one (default: %(default)s)")
    parser.add_argument("--latency", default=0.0, help="seconds that an answer takes", **seconds)
    parser.add_argument("--jitter", default=0.0, help="seconds that latency may differ by, either way", **seconds)
    parser.add_argument("--fault", type=_fault, action="append", default=[], metavar="NAME=RATE", help=faults)
    parser.add_argument("--retry-after", default=1.0, help="seconds that a 429 asks to wait", **seconds)
    parser.add_argument("--drip", default=20.0, help="seconds that a slow_drip answer takes to arrive", **seconds)
    parser.add_argument("--seed", type=int, default=0, help="of the choice of faults (default: %(default)s)")
    parser.add_argument(
        "--stop-with-stdin",
        action="store_true",
        help="stop when standard input closes, so that a killed parent leaves no server behind",
    )


def _fault(text: str) -> tuple[str, float]:
    try:
        return parse_fault(text)
    except BadSettingError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def run(options: dict[str, Any]) -> None:
    """Serve until SIGTERM, SIGINT or, if asked, the end of standard input. Raises BadSettingError and OSError."""
    names = ("latency", "jitter", "retry_after", "drip", "seed")
    behaviour = Behaviour(rates=dict(options["fault"]), **{name: options[name] for name in names})
    evaluator = Evaluator(behaviour)
    asyncio.run(_serve(evaluator, options["host"], options["port"], stop_with_stdin=options["stop_with_stdin"]))


async def _serve(evaluator: Evaluator, host: str, port: int, *, stop_with_stdin: bool) -> None:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    if stop_with_stdin:
        watcher = threading.Thread(target=_when_stdin_ends, args=(loop, stop), daemon=True)
        watcher.start()
    runner = await start(evaluator, host, port)
    try:
        sys.stdout.write(f"listening {address(runner)}\n")
        sys.stdout.flush()
        await stop.wait()
    finally:
        await runner.cleanup()


def _when_stdin_ends(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    # The raw descriptor: a thread inside sys.stdin holds a lock that the interpreter wants at its end.
    while os.read(0, 4096):
        pass
    loop.call_soon_threadsafe(stop.set)


async def start(evaluator: Evaluator, host: str = "127.0.0.1", port: int = 0) -> web.AppRunner:
    """Listen, on the running loop. Stop with ``await runner.cleanup()``, which cancels what is in flight."""
    runner = web.AppRunner(evaluator.application(), access_log=None, handler_cancellation=True, shutdown_timeout=0.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port, backlog=1024).start()
    except OSError:
        await runner.cleanup()
        raise
    return runner


def address(runner: web.AppRunner) -> str:
    host, port = runner.addresses[0][:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m scoring.evaluator", description=DESCRIPTION)
    add_arguments(parser)
    try:
        run(vars(parser.parse_args(arguments)))
    except (BadSettingError, OSError) as error:
        sys.exit(f"offline evaluator: {error}")
