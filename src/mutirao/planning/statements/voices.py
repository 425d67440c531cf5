"""How a person becomes a voice: by a keyed digest while a conversation is open, and not at all afterwards.

While it is open, whoever holds the database and the conversation's key can tell whose voice is whose; that is
what lets people change their answers. Ending it destroys the key and writes all answers anew, under new
names and in another order, so that neither the key nor the order of writing leads back to anybody.
"""

from __future__ import annotations

import hmac
import uuid
from itertools import islice
from random import Random

from mutirao.base.people.models import Person
from mutirao.planning.statements.models import Conversation, Reply, Voice

AT_ONCE = 5_000


def digest(conversation: Conversation, person: Person) -> str:
    """The name of a person's voice in an open conversation: 64 hexadecimal digits."""
    assert conversation.key is not None, "no voice is known once a conversation has ended"
    return hmac.new(bytes(conversation.key), person.pk.bytes, "sha256").hexdigest()


def of(conversation: Conversation, person: Person | None) -> Voice | None:
    """The voice of a person, if they have answered and the conversation is open."""
    if person is None or conversation.key is None:
        return None
    return Voice.objects.filter(conversation=conversation, digest=digest(conversation, person)).first()


def unlink(conversation: Conversation, *, chance: Random) -> dict[str, str]:
    """Write every voice and answer anew, unnamed and shuffled. Part of the act that ends a conversation.

    Gives the new name of each voice by its old one, both as 32 hexadecimal digits: for what is kept beside
    the rows, and not to be kept itself.
    """
    old = list(Voice.objects.filter(conversation=conversation).values_list("pk", "party"))
    fresh = {pk: uuid.UUID(int=chance.getrandbits(128), version=4) for pk, _party in old}
    replies = list(
        Reply.objects.filter(voice__conversation=conversation).values_list(
            "voice_id", "statement_id", "answer"
        )
    )
    chance.shuffle(old)
    chance.shuffle(replies)
    Voice.objects.filter(conversation=conversation).delete()
    Voice.objects.bulk_create(
        [Voice(pk=fresh[pk], conversation=conversation, party=party) for pk, party in old], batch_size=AT_ONCE
    )
    again = (Reply(voice_id=fresh[voice], statement_id=on, answer=said) for voice, on, said in replies)
    while batch := list(islice(again, AT_ONCE)):
        Reply.objects.bulk_create(batch)
    return {old.hex: new.hex for old, new in fresh.items()}
