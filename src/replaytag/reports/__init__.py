"""Renders diagnostics, inventories and documentation; one module per output format."""
