from django.apps import AppConfig

from config.runs.handlers import register


class ProfilesConfig(AppConfig):
    name = "profiles"

    def ready(self) -> None:
        register("import-check", "profiles.imports.running.checking", begins_again=True)
        register("import", "profiles.imports.running.importing")
        register("fetch", "profiles.fetching.fetching")
        register("delete", "profiles.deletion.deleting")
        register("undo-deletion", "profiles.deletion.undoing")
        register("retention", "profiles.retention.applying")
        register("erase", "profiles.erasing.erasing")
        register("find-duplicates", "profiles.duplicates.finding", begins_again=True)
