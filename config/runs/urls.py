from django.urls import path

from config.runs import views

urlpatterns = [
    path("runs/<int:run_id>/progress/", views.progress, name="run-progress"),
    path("runs/<int:run_id>/pause/", views.pause, name="run-pause"),
    path("runs/<int:run_id>/resume/", views.resume, name="run-resume"),
    path("runs/<int:run_id>/cancel/", views.cancel, name="run-cancel"),
]
