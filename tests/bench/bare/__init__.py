"""Two bare Django views to measure against: no query; 20 rows over a persistent connection."""
