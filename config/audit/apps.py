from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "config.audit"
    verbose_name = "Audit"

    def ready(self) -> None:
        from config.audit import sign_ins  # noqa: F401 - connects the receivers
