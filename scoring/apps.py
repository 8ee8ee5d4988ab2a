from django.apps import AppConfig


class ScoringConfig(AppConfig):
    name = "scoring"

    def ready(self) -> None:
        from profiles.deletion import also_when_deleted  # it needs the models
        from profiles.merges import also_when_merged
        from profiles.personal_data import also_export

        also_when_deleted("scoring.jobs.cancel_all_of")
        also_when_merged("scoring.Candidate", "scoring.merging.show_newest")
        also_export("scoring", "scoring.personal_data.scoring_of")
