"""Assessments by a language model. Only this package imports `openai`."""
