from functools import partial

from django.apps import AppConfig

from config.runs.handlers import register
from config.runs.tasks import enqueue
from profiles import hooks


class ScoringConfig(AppConfig):
    name = "scoring"

    def ready(self) -> None:
        from config.outbox.models import tell

        register("fit", "scoring.fitting.scoring_all", queue="fit")
        tell(partial(enqueue, "scoring.fitting.follow", "fit"))
        register("rubric_preview", "scoring.previews.previewing", queue="fit")
        hooks.also_when_deleted("scoring.jobs.cancel_all_of")
        hooks.also_when_merged("scoring.Candidate", "scoring.merging.show_newest")
        hooks.also_when_merged("scoring.FitScore")
        hooks.also_export("fit_scores", "scoring.personal_data.fits_of")
        hooks.also_export("scoring", "scoring.personal_data.scoring_of")
        hooks.also_take_out("scoring.taking_out.take_out")
