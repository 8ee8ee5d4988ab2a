from django.contrib import admin
from django.urls import include, path

from config import api, health
from config.access.views import admin_sign_in

urlpatterns = [
    path("health", health.health, name="health"),
    path("ready", health.ready, name="ready"),
    path("", include("config.access.urls")),
    path("api/v1/", api.urls()),
    path("admin/login/", admin_sign_in),
    path("admin/queue/", include("django_rq.urls")),
    path("admin/", admin.site.urls),
    path("", include("config.runs.urls")),
    path("", include("profiles.urls")),
    path("", include("scoring.urls")),
]

handler400 = "config.pages.bad_request"
