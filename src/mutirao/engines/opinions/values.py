"""What an answer and a moderator's word are written as, in every table and array."""

AGREE, PASS, DISAGREE = 1, 0, -1
ACCEPTED, WAITING, REFUSED = 1, 0, -1
