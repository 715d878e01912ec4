"""Load on a running shop."""
