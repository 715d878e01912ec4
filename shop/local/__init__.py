"""Runs the shop, its tests and its checks on one machine. Standard library only."""
