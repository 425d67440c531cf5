"""The demonstration: real places, invented people, told through the same acts as everything else."""
