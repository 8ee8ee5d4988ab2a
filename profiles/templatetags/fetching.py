from typing import Any

from django import template

from profiles.fetching import MAX_URLS, configured

register = template.Library()


@register.inclusion_tag("fetching/_form.html", takes_context=True)
def fetch_form(context: template.Context) -> dict[str, Any]:
    """LinkedIn addresses to ask the provider about; where none is set up, what is missing."""
    provider = configured()
    told = {
        "host": provider.host,
        "missing": provider.problem,
        "companies": bool(provider.company_url),
        "most": MAX_URLS,
    }
    return {**told, **{name: context.get(name) for name in ("csrf_token", "urls", "refused")}}
