"""The text of an agreement as it is signed: one canonical form, so that a signature is over exact words."""

from __future__ import annotations

import json
from hashlib import sha256

from mutirao.base.services.models import Agreement


def canonical(agreement: Agreement) -> str:
    """The whole text of a version as JSON with sorted keys: parties, terms, division of duties, review.

    Bodies stand here by their address, which never changes: a body may change its name after signing.
    """
    terms = agreement.terms.select_related("party__body").order_by("party_id")
    clauses = agreement.clauses.with_parties().order_by("duty", "party_id")
    return json.dumps(
        {
            "service": str(agreement.service_id),
            "version": agreement.version,
            "why": agreement.why,
            "review_on": agreement.review_on.isoformat() if agreement.review_on else None,
            "parties": [
                {
                    "body": row.party.body.slug,
                    "side": row.party.side,
                    "gives": row.gives,
                    "gets": row.gets,
                    "may_decide": row.may_decide,
                    "leaves": row.leaves,
                }
                for row in terms
            ],
            "duties": [[c.duty, c.party.body.slug, c.way] for c in clauses],
        },
        sort_keys=True,
        ensure_ascii=False,
        indent=1,
    )


def digest(agreement: Agreement) -> str:
    """SHA-256 of the canonical text, hexadecimal."""
    return sha256(canonical(agreement).encode()).hexdigest()
