"""Watching the shop: what requests and tasks tell the log."""
