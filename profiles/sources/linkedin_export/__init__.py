"""LinkedIn's "Get a copy of your data": CSV files about one person, told apart by their headers.

Their names differ from language to language and may carry the member's number; the headers stay English.
Nothing is kept of what a career does not need: birth date, address, postal code, messengers. Of files about other
people (contacts, messages, recommendations) and about what the person did on the site nothing is taken in at all.
"""

from profiles.sources.linkedin_export.gathering import Gathered, gather
from profiles.sources.linkedin_export.person import has_confirmed_email, read, recognises

__all__ = ["Gathered", "gather", "has_confirmed_email", "read", "recognises"]
