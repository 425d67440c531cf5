"""Proposals: what people want done, in their own words; looked at, merged, and judged in public."""
