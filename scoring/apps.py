from django.apps import AppConfig

from profiles import hooks


class ScoringConfig(AppConfig):
    name = "scoring"

    def ready(self) -> None:
        hooks.also_when_deleted("scoring.jobs.cancel_all_of")
        hooks.also_when_merged("scoring.Candidate", "scoring.merging.show_newest")
        hooks.also_export("scoring", "scoring.personal_data.scoring_of")
