"""Councils, delegates' forums and joint boards: seats by category, who holds them, for how long."""
