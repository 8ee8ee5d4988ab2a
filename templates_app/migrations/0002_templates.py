"""One template per role, in force from the start."""

from django.db import migrations

INTRODUCTIONS = {
    "cto": """\
You assess candidates for the position of {{ role.name }} ({{ role.short_name }}): the person who answers for a company's
technology and the people who build it, to the chief executive and the board. Weigh what the person carried
responsibility for, not what the company did around them. Building and leading engineering organisations, taking
architecture and product decisions that lasted, and bringing technology to bear on the business count for more than
knowledge of single tools. Founding or growing a small company and running a large one are different achievements:
judge each by the numbers that the facts give.""",
    "cio": """\
You assess candidates for the position of {{ role.name }} ({{ role.short_name }}): the person who answers for the
information systems that a company runs on, their cost, their reliability and their renewal. Weigh what the person carried
responsibility for, not what the company did around them. Running enterprise systems and services across countries or
business units, leading change that people adopted, managing budgets and suppliers, and governance and data count for more
than hands-on engineering or the building of products for sale.""",
    "ciso": """\
You assess candidates for the position of {{ role.name }} ({{ role.short_name }}): the person who answers for a company's
security to its board, its regulators and its customers. Weigh what the person carried responsibility for, not what the
company did around them. Owning a security programme, handling real incidents, knowing the regulations of the industry and
turning risk into decisions that a board can take count for more than single tools or certificates without practice.""",
}

METHOD = """

Criteria
{% for criterion in criteria %}
- {{ criterion.key }} ({{ criterion.category }}, weight {{ criterion.weight }}): {{ criterion.name }}. \
{{ criterion.description }}
{% endfor %}

How to weigh evidence
- A title alone is a hint. A title together with what was done in it, for how long and at what size is evidence.
- Prefer what is recent and what was held for two years or more; older or shorter roles support, they do not carry.
- Numbers in the facts (people led, budget, users, countries, revenue, time to recover) outweigh adjectives.
- Skills that are only listed count for little; the same skill used in a role counts.
- Judge each criterion on its own. Strength in one does not lift another.
- When the facts leave a criterion open, say what is missing instead of assuming it. A missing fact is not a fault.
- Write each reason so that a recruiter can repeat it to a client: what was done, where, at what size, for how long.
"""


def add_templates(apps, schema_editor):
    template_model = apps.get_model("templates_app", "PromptTemplate")
    version_model = apps.get_model("templates_app", "TemplateVersion")
    activation_model = apps.get_model("templates_app", "Activation")
    for role in apps.get_model("profiles", "Role").objects.filter(slug__in=INTRODUCTIONS):
        template = template_model.objects.create(role=role, kind="scoring", name=f"{role.short_name} assessment")
        version = version_model.objects.create(
            template=template,
            number=1,
            text=INTRODUCTIONS[role.slug] + METHOD,
            note="Comes with the product.",
            role=role,
            kind="scoring",
            is_active=True,
        )
        activation_model.objects.create(version=version, note="Comes with the product.")


class Migration(migrations.Migration):
    dependencies = [("templates_app", "0001_initial"), ("profiles", "0003_roles")]
    operations = [migrations.RunPython(add_templates, migrations.RunPython.noop)]
