"""Porto Alegre's participatory budget, told from published facts; whatever is of our own making says so."""
