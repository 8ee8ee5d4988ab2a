from django.apps import AppConfig


class RolesConfig(AppConfig):
    name = "config.roles"
    verbose_name = "Database roles"
