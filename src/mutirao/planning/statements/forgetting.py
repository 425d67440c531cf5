"""What is erased when somebody has their data erased."""

from __future__ import annotations

from mutirao.base.people.models import Person
from mutirao.planning.statements.models import Conversation, Statement, Voice
from mutirao.planning.statements.voices import digest


def forget(person: Person) -> None:
    """Cut the link between a person and their statements, and between them and what they answered.

    Statements stay, since others have answered them; answers stay under a name that leads to nobody.
    """
    Statement.objects.filter(author=person).update(author=None)
    digests = [
        digest(conversation, person) for conversation in Conversation.objects.filter(key__isnull=False)
    ]
    Voice.objects.filter(digest__in=digests).update(digest=None)
