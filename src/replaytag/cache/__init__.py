"""What the last run over a project found, kept for as long as nothing relevant changes."""
