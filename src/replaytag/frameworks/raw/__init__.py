"""What the two kinds of applications without a framework have in common."""
