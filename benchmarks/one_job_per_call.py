"""What people write first: a queue job for each call, on the worker that RQ starts by default."""

import time
from uuid import uuid4

from django.conf import settings
from openai import OpenAI

from scoring.models import Attempt, ScoringJob


def score(job_id: int) -> None:
    job = ScoringJob.objects.get(pk=job_id)
    client = OpenAI(base_url=settings.LLM_BASE_URL, api_key=settings.OPENAI_API_KEY or "none")
    started = time.monotonic()
    completion = client.chat.completions.create(**job.prompt)
    Attempt.objects.create(
        job=job,
        token=uuid4(),
        try_number=1,
        response=completion.model_dump(mode="json"),
        http_status=200,
        latency_ms=round((time.monotonic() - started) * 1000),
    )
