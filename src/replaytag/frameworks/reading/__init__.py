"""What frameworks have in common where code is read."""
