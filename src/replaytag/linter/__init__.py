"""Runs the rules over projects, and applies what they offer until nothing more is offered."""
