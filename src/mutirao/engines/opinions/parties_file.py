"""Read who belongs to which party: a table with the columns person and party."""

from mutirao.engines.opinions.malformed import shown
from mutirao.engines.opinions.rows import Table


def read_parties(name: str, data: bytes) -> dict[str, str]:
    """The party of people by id; a line without a party is a person of none. Raises Malformed."""
    table = Table(name, data)
    at_person, at_party = table.column("person", "participant", "voter-id"), table.column("party")
    found: dict[str, str] = {}
    for row in table.rows():
        person = row[at_person].strip()
        if not person:
            raise table.refused("This line has no person.")
        if person in found:
            raise table.refused(f"The person {shown(person)} is listed twice.")
        found[person] = " ".join(row[at_party].split())
    return found
