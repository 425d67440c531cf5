"""What is going on: one line for everything that is open, coming or lately done at a service."""
