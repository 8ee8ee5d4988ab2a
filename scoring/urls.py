from django.urls import path
from django.views.generic import RedirectView

from scoring.views import candidates, jobs

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="candidates", http_method_names=["get", "head"]), name="home"),
    path("candidates/", candidates.candidate_list, name="candidates"),
    path("candidates/<int:profile_id>/", candidates.candidate, name="candidate"),
    path("candidates/<int:profile_id>/score/<slug:role>/", candidates.score, name="candidate-score"),
    path("candidates/<int:profile_id>/live/<slug:role>/", candidates.live, name="candidate-live"),
    path("jobs/", jobs.job_list, name="jobs"),
    path("jobs/live/", jobs.live, name="jobs-live"),
    path("jobs/<int:job_id>/", jobs.job, name="job"),
    path("jobs/<int:job_id>/status/", jobs.status, name="job-status"),
    path("jobs/<int:job_id>/retry/", jobs.retry, name="job-retry"),
    path("jobs/<int:job_id>/cancel/", jobs.cancel, name="job-cancel"),
]
