"""What every block stands on: people, services and their agreements, the register."""
