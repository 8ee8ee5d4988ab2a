"""The fit score: what a profile says, read by fixed rules and measured by a rubric. Pure: the same bytes each time."""
