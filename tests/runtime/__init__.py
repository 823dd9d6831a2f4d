"""Runtime proof: the sample projects served by their real framework, with the real SDK."""
