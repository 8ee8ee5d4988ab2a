"""The closed vocabulary of what a rubric can measure. Pure; shares are whole numbers, 0 to 1000.

What nothing is known about is `None`, never 0, and says what is missing. More of what is looked for never lowers it.
"""

from typing import Annotated

from pydantic import Field

from scoring.fit.kinds.knowledge import Certifications, Education, Skills, Topics
from scoring.fit.kinds.offices import Office, Progression, Recency, Tenure, YearsInOffice
from scoring.fit.kinds.sizes import BudgetSize, CompanySize, Growth, Industry, TeamSize

Measure = Annotated[
    Office | YearsInOffice | TeamSize | BudgetSize | CompanySize | Industry | Growth | Topics | Skills | Certifications
    | Education | Progression | Tenure | Recency,
    Field(discriminator="kind"),
]  # fmt: skip
