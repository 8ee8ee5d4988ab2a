"""The limit: the SDK's client alone, on one loop. `python -m benchmarks.limit PROMPTS IN_FLIGHT` prints JSON.

The same prompts, HTTP client and time-outs as in `scoring.llm.client`, and the cheaper of two documented ways to read
an answer; no database, no queue, no check of what came back.
"""

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import openai
import openai.resources.chat.completions  # else the first call imports it, on the clock
from openai import AsyncOpenAI, DefaultAioHttpClient


async def ask_all(prompts: list[dict[str, Any]], in_flight: int) -> None:
    turn = asyncio.Semaphore(in_flight)
    async with AsyncOpenAI(
        base_url=os.environ["LLM_BASE_URL"],
        api_key="none",
        timeout=openai.Timeout(60, connect=10),
        max_retries=0,
        http_client=DefaultAioHttpClient(),
    ) as client:

        async def ask(prompt: dict[str, Any]) -> None:
            async with turn:
                answer = await client.chat.completions.with_raw_response.create(**prompt)
                json.loads(answer.text)

        async with asyncio.TaskGroup() as group:
            for prompt in prompts:
                group.create_task(ask(prompt))


def main() -> None:
    prompts = json.loads(Path(sys.argv[1]).read_text())
    cpu, started = time.process_time(), time.monotonic()
    asyncio.run(ask_all(prompts, int(sys.argv[2])))
    seconds, cpu = time.monotonic() - started, time.process_time() - cpu
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
    print(json.dumps({"seconds": seconds, "cpu": cpu, "peak": 1024 * int(peak.split()[1])}))


if __name__ == "__main__":
    main()
