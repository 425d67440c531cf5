"""People, the bodies they belong to, for how long, and the areas they live in."""
