"""Letters: written in the same transaction as what they tell about, sent by the clock, each event once."""
