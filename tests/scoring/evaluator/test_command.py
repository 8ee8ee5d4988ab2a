import signal
import subprocess
import sys
import time

import httpx
import pytest

from scoring.evaluator import cli
from scoring.evaluator.faults import FAULTS
from scoring.evaluator.process import EvaluatorProcess
from scoring.management.commands.offline_evaluator import Command
from tests.scoring.evaluator.profiles import CTO, request


def test_a_process_serves_with_the_faults_it_was_started_with_and_stops_cleanly() -> None:
    with EvaluatorProcess.start(["--fault", "429=1", "--retry-after", "3"]) as evaluator:
        assert evaluator.url.startswith("http://127.0.0.1:")
        response = httpx.post(f"{evaluator.url}/v1/chat/completions", json=request(CTO))
        assert (response.status_code, response.headers["Retry-After"]) == (429, "3")
    assert evaluator.process.returncode == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_at_once_even_with_a_request_in_flight(number: signal.Signals) -> None:
    command = [sys.executable, "-W", "error", "-m", "scoring.evaluator", "--port", "0", "--latency", "60"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        url = process.stdout.readline().removeprefix("listening ").strip()
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{url}/v1/chat/completions", json=request(CTO), timeout=0.5)
        begun = time.monotonic()
        process.send_signal(number)
        _, errors = process.communicate(timeout=10)
    assert (process.returncode, errors) == (0, "")
    assert time.monotonic() - begun < 2


def test_it_stops_when_its_standard_input_closes() -> None:
    evaluator = EvaluatorProcess.start()
    assert evaluator.process.stdin
    evaluator.process.stdin.close()
    assert evaluator.process.wait(10) == 0
    assert evaluator.process.stdout
    evaluator.process.stdout.close()


def test_a_taken_port_is_named(evaluator_url: str, capfd: pytest.CaptureFixture[str]) -> None:
    port = int(evaluator_url.rsplit(":", 1)[1])
    with pytest.raises(RuntimeError, match="did not start"):
        EvaluatorProcess.start(port=port)
    assert str(port) in capfd.readouterr().err


@pytest.mark.parametrize("fault", ["429", "429=", "429=2", "typo=0.1"])
def test_a_senseless_fault_on_the_command_line_is_refused(fault: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--fault", fault])
    assert "--fault" in capsys.readouterr().err


def test_rates_above_one_in_all_are_refused() -> None:
    with pytest.raises(SystemExit, match="add up to more than 1"):
        cli.main(["--fault", "429=0.6", "--fault", "500=0.6"])


def test_the_management_command_takes_the_same_arguments_and_its_help_names_every_fault() -> None:
    parser = Command().create_parser("manage.py", "offline_evaluator")
    options = vars(parser.parse_args(["--port", "0", "--fault", "drop=0.5"]))
    assert (options["port"], options["host"], options["fault"]) == (0, "127.0.0.1", [("drop", 0.5)])
    assert all(name in parser.format_help() for name in FAULTS)
