"""What lists show of a person's scores, made again after two profiles became one, or one became two again."""

from collections.abc import Sequence

from django.db import connection


def show_newest(profile_ids: Sequence[int]) -> None:
    """For each profile and role the newest assessment, in the order in which workers write candidates."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO scoring_candidate (profile_id, role_id, assessment_id, score)
            SELECT DISTINCT ON (profile_id, role_id) profile_id, role_id, id, score
            FROM scoring_assessment WHERE profile_id = ANY(%(ids)s)
            ORDER BY profile_id, role_id, id DESC
            ON CONFLICT (profile_id, role_id) DO UPDATE
            SET assessment_id = excluded.assessment_id, score = excluded.score
            WHERE scoring_candidate.assessment_id <> excluded.assessment_id
            """,
            {"ids": list(profile_ids)},
        )
        cursor.execute(
            """
            DELETE FROM scoring_candidate AS candidate WHERE profile_id = ANY(%s) AND NOT EXISTS (
                SELECT 1 FROM scoring_assessment AS assessment
                WHERE assessment.profile_id = candidate.profile_id AND assessment.role_id = candidate.role_id
            )
            """,
            [list(profile_ids)],
        )
